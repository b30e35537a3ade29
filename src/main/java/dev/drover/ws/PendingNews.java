package dev.drover.ws;

import dev.drover.chain.Senders;
import dev.drover.chain.Transaction;
import dev.drover.rpc.Json;
import dev.drover.rpc.eth.TransactionJson;
import org.jspecify.annotations.Nullable;

/** A transaction that waits for a block, encoded once in each form that somebody wants. Any thread. */
final class PendingNews {
    private final Transaction transaction;
    private final Senders senders;
    private @Nullable Notice hash;
    private @Nullable Notice full;

    PendingNews(Transaction transaction, Senders senders) {
        this.transaction = transaction;
        this.senders = senders;
    }

    /** Sends it in the form that the subscription asked for. */
    void tell(Subscription subscription) {
        if (subscription.interest() instanceof Interest.PendingTransactions wanted) {
            subscription.deliver(wanted.full() ? full() : hash());
        }
    }

    private synchronized Notice hash() {
        if (hash == null) {
            hash = Notice.of(Json.hash(transaction.hash()));
        }
        return hash;
    }

    private synchronized Notice full() {
        if (full == null) {
            full = Notice.of(out -> TransactionJson.writePending(transaction, senders.of(transaction), out));
        }
        return full;
    }
}
