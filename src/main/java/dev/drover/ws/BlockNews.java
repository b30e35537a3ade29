package dev.drover.ws;

import dev.drover.chain.BlockId;
import dev.drover.chain.Header;
import dev.drover.rpc.encode.HeaderJson;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of the chain: a block became canonical, or is so no more. What subscribers are told of it is read and encoded
 * once per process, when the first of them wants it. Any thread.
 */
final class BlockNews {
    private final Header header;
    private final boolean removed;
    private final BlockDetails details;
    private final long sinceNanos = System.nanoTime();
    private @Nullable Notice head;
    private @Nullable Future<List<BlockDetails.LogNotice>> logs;
    private @Nullable Future<List<BlockDetails.ReceiptNotice>> receipts;

    BlockNews(Header header, boolean removed, BlockDetails details) {
        this.header = header;
        this.removed = removed;
        this.details = details;
    }

    Header header() {
        return header;
    }

    boolean removed() {
        return removed;
    }

    /** When it was heard of, by {@link System#nanoTime}. */
    long sinceNanos() {
        return sinceNanos;
    }

    /** The last canonical block after this step. */
    BlockId after() {
        return removed ? new BlockId(header.number() - 1, header.parentHash()) : header.id();
    }

    /** The header as newHeads has it. */
    synchronized Notice head() {
        if (head == null) {
            head = Notice.of(out -> HeaderJson.writeNewHeads(header, out));
        }
        return head;
    }

    /** The block's logs, in order; marked if it is canonical no more. Completes on another thread. */
    synchronized Future<List<BlockDetails.LogNotice>> logs() {
        if (logs == null) {
            logs = details.read(chain -> BlockDetails.logs(chain, header, removed));
        }
        return logs;
    }

    /** The block's receipts, in order. Completes on another thread. */
    synchronized Future<List<BlockDetails.ReceiptNotice>> receipts() {
        if (receipts == null) {
            receipts = details.read(chain -> details.receipts(chain, header));
        }
        return receipts;
    }
}
