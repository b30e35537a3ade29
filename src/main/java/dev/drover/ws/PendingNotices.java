package dev.drover.ws;

import dev.drover.chain.Senders;
import dev.drover.chain.Transaction;
import dev.drover.json.Json;
import dev.drover.rpc.encode.TransactionJson;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The notices of one pending transaction, each encoded once, when a subscription first needs it. Thread-safe. */
final class PendingNotices {
    private static final Logger LOG = LoggerFactory.getLogger(PendingNotices.class);

    private final Form hash;
    private final Form full;

    PendingNotices(Transaction transaction, Senders senders) {
        hash = new Form(Json.hash(transaction.hash()));
        full = new Form(out -> TransactionJson.writePending(transaction, senders.of(transaction), out));
    }

    /** Sends the form that a subscription asked for, unless the transaction cannot be encoded in that form. */
    void sendTo(Subscription subscription) {
        if (subscription.interest() instanceof Interest.PendingTransactions wanted) {
            Notice notice = (wanted.full() ? full : hash).notice();
            if (notice != null) {
                subscription.deliver(notice);
            }
        }
    }

    private static final class Form {
        private final Json value;
        private @Nullable Notice notice;
        private boolean failed;

        Form(Json value) {
            this.value = value;
        }

        /** Returns null if it cannot be encoded: an invalid record in the topic must not close connections. */
        synchronized @Nullable Notice notice() {
            if (notice == null && !failed) {
                try {
                    notice = Notice.of(value);
                } catch (RuntimeException e) {
                    failed = true;
                    LOG.warn("Cannot encode a pending transaction, so subscribers do not get it: {}", e.getMessage());
                }
            }
            return notice;
        }
    }
}
