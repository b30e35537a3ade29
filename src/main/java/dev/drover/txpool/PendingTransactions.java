package dev.drover.txpool;

import dev.drover.chain.Hash;
import dev.drover.chain.Transaction;
import dev.drover.rlp.RlpException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the records of the topic and tells of each transaction once: every master publishes those it hears of, so most come
 * more than once. One thread adds; any thread listens.
 */
public final class PendingTransactions {
    private static final Logger LOG = LoggerFactory.getLogger(PendingTransactions.class);
    /** Hashes that are remembered; one that comes again after so many others is told of again. */
    private static final int KNOWN_MAX = 65_536;

    private final LinkedHashSet<Hash> known = new LinkedHashSet<>();
    private final List<Consumer<Transaction>> listeners = new CopyOnWriteArrayList<>();
    private final LongAdder told = new LongAdder();
    private final LongAdder malformed = new LongAdder();

    /** Tells {@code listener} of transactions from now on, on the thread that adds them. It must not wait. */
    public void listen(Consumer<Transaction> listener) {
        listeners.add(listener);
    }

    /** Transactions told of so far. */
    public long told() {
        return told.sum();
    }

    /** Records so far that hold no transaction. */
    public long malformed() {
        return malformed.sum();
    }

    /** Takes a record's value: the RLP of a transaction, a typed one wrapped in a string. */
    void add(byte[] record) {
        Transaction transaction;
        try {
            transaction = Transaction.decodeWrapped(record);
        } catch (RlpException e) {
            malformed.increment();
            LOG.debug("A record of the transaction pool holds no transaction: {}", e.getMessage());
            return;
        }
        if (!known.add(transaction.hash())) {
            return;
        }
        if (known.size() > KNOWN_MAX) {
            known.removeFirst();
        }
        told.increment();
        listeners.forEach(listener -> listener.accept(transaction));
    }
}
