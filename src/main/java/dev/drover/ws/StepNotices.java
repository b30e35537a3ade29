package dev.drover.ws;

import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The notices of one step of the chain. Each kind is read and encoded once per process, when a subscription first needs it.
 * Thread-safe.
 */
final class StepNotices {
    private final ChainStep step;
    private final NoticeReader reader;
    private final long announcedNanos = System.nanoTime();
    private @Nullable Notice head;
    private @Nullable Future<List<NoticeReader.LogNotice>> logs;
    private @Nullable Future<List<NoticeReader.ReceiptNotice>> receipts;

    StepNotices(ChainStep step, NoticeReader reader) {
        this.step = step;
        this.reader = reader;
    }

    ChainStep step() {
        return step;
    }

    /** When the step was announced, as {@link System#nanoTime}. */
    long announcedNanos() {
        return announcedNanos;
    }

    /** Returns the header in the form of newHeads. */
    synchronized Notice head() {
        if (head == null) {
            head = NoticeReader.head(step.header());
        }
        return head;
    }

    /** Returns the block's logs in order, marked as removed if the block was. Completes on another thread. */
    synchronized Future<List<NoticeReader.LogNotice>> logs() {
        if (logs == null) {
            logs = reader.read(chain -> NoticeReader.logs(chain, step));
        }
        return logs;
    }

    /** Returns the block's receipts in order. Completes on another thread. */
    synchronized Future<List<NoticeReader.ReceiptNotice>> receipts() {
        if (receipts == null) {
            receipts = reader.read(chain -> reader.receipts(chain, step.header()));
        }
        return receipts;
    }
}
