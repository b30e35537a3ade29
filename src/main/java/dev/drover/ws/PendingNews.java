package dev.drover.ws;

import dev.drover.chain.Senders;
import dev.drover.chain.Transaction;
import dev.drover.json.Json;
import dev.drover.rpc.encode.TransactionJson;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A transaction that waits for a block, encoded once in each form that somebody wants. Any thread. */
final class PendingNews {
    private static final Logger LOG = LoggerFactory.getLogger(PendingNews.class);

    private final Form hash;
    private final Form full;

    PendingNews(Transaction transaction, Senders senders) {
        hash = new Form(Json.hash(transaction.hash()));
        full = new Form(out -> TransactionJson.writePending(transaction, senders.of(transaction), out));
    }

    /** Sends it in the form that the subscription asked for, if it has that. */
    void tell(Subscription subscription) {
        if (subscription.interest() instanceof Interest.PendingTransactions wanted) {
            Notice notice = (wanted.full() ? full : hash).notice();
            if (notice != null) {
                subscription.deliver(notice);
            }
        }
    }

    /** One form of it. */
    private static final class Form {
        private final Json value;
        private @Nullable Notice notice;
        private boolean failed;

        Form(Json value) {
            this.value = value;
        }

        /** Null if it cannot be encoded: whoever fills the topic must not be able to close connections by that. */
        synchronized @Nullable Notice notice() {
            if (notice == null && !failed) {
                try {
                    notice = Notice.of(value);
                } catch (RuntimeException e) {
                    failed = true;
                    LOG.warn("A pending transaction cannot be told of: {}", e.getMessage());
                }
            }
            return notice;
        }
    }
}
