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
 * Decodes the records of the topic and notifies listeners of each transaction once. Every master publishes the transactions it
 * receives, so most arrive several times. Records are added by a single thread; listeners may be added by any thread.
 */
public final class PendingTransactions {
    private static final Logger LOG = LoggerFactory.getLogger(PendingTransactions.class);
    /** Number of hashes to remember. A transaction that arrives again after this many others is reported again. */
    private static final int KNOWN_MAX = 65_536;

    private final LinkedHashSet<Hash> known = new LinkedHashSet<>();
    private final List<Consumer<Transaction>> listeners = new CopyOnWriteArrayList<>();
    private final LongAdder told = new LongAdder();
    private final LongAdder malformed = new LongAdder();

    /** Adds a listener for future transactions. It is called on the thread that adds them and must not block. */
    public void listen(Consumer<Transaction> listener) {
        listeners.add(listener);
    }

    /** Returns the number of transactions reported so far. */
    public long told() {
        return told.sum();
    }

    /** Returns the number of records so far that were not a transaction. */
    public long malformed() {
        return malformed.sum();
    }

    /** Adds the value of a record: the RLP of a transaction, in which a typed transaction is wrapped in a string. */
    void add(byte[] record) {
        Transaction transaction;
        try {
            transaction = Transaction.decodeWrapped(record);
        } catch (RlpException e) {
            malformed.increment();
            LOG.debug(
                    "Ignored a record of the pending transaction topic that is not a transaction: {}", e.getMessage());
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
