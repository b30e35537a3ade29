package dev.drover.ws;

import dev.drover.chain.BlockId;
import dev.drover.chain.Hash;
import dev.drover.chain.Header;
import dev.drover.head.ServedHead;
import dev.drover.rpc.RpcException;
import dev.drover.rpc.RpcFault;
import dev.drover.rpc.eth.HeaderJson;
import dev.drover.store.ChainPath;
import dev.drover.store.ChainReader;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Brings one subscription from a block of the past to where the others are: reads from the store what was missed, no faster
 * than the client takes it, and as the chain grows meanwhile, reads on. Once it knows the chain up to the block that the
 * others know, it is one of them. On the session's event loop, but for {@link #begin}.
 */
final class Resume {
    /** Notices that are read at a time; a block's are never parted. */
    private static final int CHUNK_NOTICES = 256;

    private static final long RETRY_MILLIS = 50;

    private final Vertx vertx;
    private final BlockDetails details;
    private final Fanout fanout;
    private final WsStats stats;
    private final Subscription subscription;
    private final int blocksMax;
    private final Queue<Notice> unsent = new ArrayDeque<>();
    private @Nullable BlockId at;
    private boolean running;

    /** @param blocksMax how far behind the head it may begin */
    Resume(Vertx vertx, BlockDetails details, Fanout fanout, WsStats stats, Subscription subscription, int blocksMax) {
        this.vertx = vertx;
        this.details = details;
        this.fanout = fanout;
        this.stats = stats;
        this.subscription = subscription;
        this.blocksMax = blocksMax;
    }

    /** What was read of the way to the head, and where it leads; not always all the way. */
    private record Chunk(List<Notice> notices, int blocks, BlockId upTo) {}

    /** Finds where to begin. Blocks, so not on the loop; nothing else is called before. Throws {@link RpcException}. */
    void begin(ServedHead head, SubscriptionRequest.Start start) {
        ChainReader chain = new ChainReader(head.view());
        BlockId first = before(chain, head.head().id(), start);
        try {
            ChainPath.between(chain, first, head.head().id(), blocksMax);
        } catch (ChainPath.TooLongException e) {
            throw new RpcException(
                    RpcFault.LIMIT_EXCEEDED,
                    "cannot resume over " + e.getMessage() + ": read what was missed with eth_getLogs or"
                            + " eth_getBlockByNumber, then subscribe from a later block");
        }
        at = first;
    }

    Subscription subscription() {
        return subscription;
    }

    /** Whether {@link #begin} found where to begin. */
    boolean hasBegun() {
        return at != null;
    }

    /** Whether it knows the chain up to this block, no more and no less. */
    boolean isAt(@Nullable BlockId block) {
        return !running && at != null && at.equals(block);
    }

    /** Reads and sends on, unless it does already. */
    void goOn() {
        BlockId from = at;
        if (running || subscription.ended() || from == null) {
            return;
        }
        running = true;
        var context = vertx.getOrCreateContext();
        details.readAtHead(head -> read(head, from))
                .onComplete(read -> context.runOnContext(ignored -> {
                    if (read.failed()) {
                        subscription.fail();
                    } else {
                        unsent.addAll(read.result().notices());
                        stats.resumed(read.result().blocks());
                        send(read.result());
                    }
                }));
    }

    private void send(Chunk chunk) {
        subscription.attempt(ignored -> sendNow(chunk));
    }

    private void sendNow(Chunk chunk) {
        while (!unsent.isEmpty()) {
            if (subscription.ended()) {
                return;
            }
            if (!subscription.hasRoom()) {
                vertx.setTimer(RETRY_MILLIS / 10, ignored -> send(chunk));
                return;
            }
            subscription.deliver(unsent.remove());
        }
        running = false;
        if (chunk.upTo().equals(at)) {
            // Nothing to read: what the others know and this one does not, or the other way round, is on its way.
            fanout.settle(this, false);
            vertx.setTimer(RETRY_MILLIS, ignored -> fanout.settle(this, true));
        } else {
            at = chunk.upTo();
            fanout.settle(this, true);
        }
    }

    private Chunk read(ServedHead head, BlockId from) throws ChainPath.TooLongException {
        ChainReader chain = new ChainReader(head.view());
        // The chain grows while a slow client reads: that must not end it.
        ChainPath path = ChainPath.between(chain, from, head.head().id(), Integer.MAX_VALUE);
        List<Notice> notices = new ArrayList<>();
        int blocks = 0;
        BlockId upTo = from;
        for (BlockId block : path.reverted()) {
            if (notices.size() >= CHUNK_NOTICES) {
                return new Chunk(notices, blocks, upTo);
            }
            Header header = chain.header(block);
            addLogs(chain, header, true, notices);
            upTo = new BlockId(header.number() - 1, header.parentHash());
            blocks++;
        }
        for (BlockId block : path.added()) {
            if (notices.size() >= CHUNK_NOTICES) {
                return new Chunk(notices, blocks, upTo);
            }
            Header header = chain.header(block);
            if (subscription.interest() instanceof Interest.NewHeads) {
                notices.add(Notice.of(out -> HeaderJson.writeNewHeads(header, out)));
            }
            addLogs(chain, header, false, notices);
            upTo = block;
            blocks++;
        }
        return new Chunk(notices, blocks, upTo);
    }

    private void addLogs(ChainReader chain, Header header, boolean removed, List<Notice> notices) {
        if (subscription.mayWantLogsOf(header)) {
            notices.addAll(subscription.wanted(header, BlockDetails.logs(chain, header, removed)));
        }
    }

    /** The last block that the client knows. */
    private static BlockId before(ChainReader chain, BlockId head, SubscriptionRequest.Start start) {
        switch (start) {
            case SubscriptionRequest.Start.After after -> {
                BlockId known = chain.find(after.block());
                if (known == null) {
                    throw new RpcException(RpcFault.SERVER_ERROR, "unknown block");
                }
                return known;
            }
            case SubscriptionRequest.Start.At first -> {
                if (first.number() > head.number() + 1) {
                    throw new RpcException(RpcFault.INVALID_PARAMS, "block range extends beyond current head block");
                }
                if (first.number() == 0) {
                    return new BlockId(ChainPath.BEFORE_GENESIS, Hash.ZERO);
                }
                BlockId known = chain.canonical(first.number() - 1);
                if (known == null) {
                    throw new RpcException(RpcFault.SERVER_ERROR, "unknown block");
                }
                return known;
            }
        }
    }
}
