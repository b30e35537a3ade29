package dev.drover.ws;

import dev.drover.blocks.ChainPath;
import dev.drover.blocks.ChainReader;
import dev.drover.chain.BlockId;
import dev.drover.chain.Hash;
import dev.drover.chain.Header;
import dev.drover.config.WsConfig;
import dev.drover.head.ServedHead;
import dev.drover.rpc.RpcException;
import dev.drover.rpc.RpcFault;
import dev.drover.rpc.encode.HeaderJson;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Brings subscriptions of one client from a block of the past to where the others are: one that begins there, or all of a
 * client that reads too slowly to be told with the others. Reads from the store what was missed, no faster than the client
 * takes it, and as the chain grows meanwhile, reads on. Once they know the chain up to the block that the others know, they
 * are some of them. On the session's event loop, but for {@link #begin}.
 */
final class Resume {
    /** Notices that are read at a time; a block's are never parted. */
    private static final int CHUNK_NOTICES = 256;

    private static final long RETRY_MILLIS = 50;
    private static final long FIRST_LOOK_MILLIS = 4;

    private final Vertx vertx;
    private final WsService service;
    private final Fanout fanout;
    private final List<Subscription> subscriptions;
    private final WsSession session;
    /** When the client must be up to date, by {@link System#nanoTime}; null: whenever it is. */
    private final @Nullable Long deadlineNanos;

    private @Nullable BlockId at;
    private boolean running;

    private Resume(
            Vertx vertx,
            WsService service,
            Fanout fanout,
            List<Subscription> subscriptions,
            @Nullable Long deadlineNanos) {
        this.vertx = vertx;
        this.service = service;
        this.fanout = fanout;
        this.subscriptions = subscriptions;
        this.session = subscriptions.getFirst().session();
        this.deadlineNanos = deadlineNanos;
    }

    /** Of a subscription that begins in the past; {@link #begin} says where. */
    static Resume of(Vertx vertx, WsService service, Fanout fanout, Subscription subscription) {
        return new Resume(vertx, service, fanout, List.of(subscription), null);
    }

    /**
     * Of all subscriptions of a client that fell behind; begins at once.
     *
     * @param untold what they were not told yet of the chain up to {@code at}
     */
    static Resume ofLate(
            Vertx vertx,
            WsService service,
            Fanout fanout,
            List<Subscription> subscriptions,
            List<Subscription.Untold> untold,
            BlockId at) {
        long deadline =
                System.nanoTime() + service.config().limits().writeTimeout().toNanos();
        Resume resume = new Resume(vertx, service, fanout, subscriptions, deadline);
        resume.at = at;
        resume.running = true;
        resume.send(new Chunk(new ArrayDeque<>(untold), 1, at));
        return resume;
    }

    /**
     * What was read of the way to the head, and where it leads; not always all the way.
     *
     * @param unsent fewer as they are sent
     */
    private record Chunk(Queue<Subscription.Untold> unsent, int blocks, BlockId upTo) {}

    /** Finds where to begin. Blocks, so not on the loop; nothing else is called before. Throws {@link RpcException}. */
    void begin(ServedHead head, SubscriptionRequest.Start start) {
        ChainReader chain = new ChainReader(head.view());
        BlockId first = before(chain, head.head().id(), start);
        try {
            int blocksMax = service.config().limits().resumeBlocks();
            ChainPath.between(chain, first, head.head().id(), blocksMax);
        } catch (ChainPath.TooLongException e) {
            throw new RpcException(
                    RpcFault.LIMIT_EXCEEDED,
                    "cannot resume over " + e.getMessage() + ": read what was missed with eth_getLogs or"
                            + " eth_getBlockByNumber, then subscribe from a later block");
        }
        at = first;
    }

    List<Subscription> subscriptions() {
        return subscriptions;
    }

    /** Whether nobody listens any more. */
    boolean ended() {
        return subscriptions.stream().allMatch(Subscription::ended);
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
        if (running || ended() || from == null) {
            return;
        }
        running = true;
        var context = vertx.getOrCreateContext();
        service.details()
                .readAtHead(head -> read(head, from))
                .onComplete(read -> context.runOnContext(ignored -> {
                    if (read.succeeded()) {
                        service.stats().resumed(read.result().blocks());
                        send(read.result());
                    } else if (!ended()) {
                        session.lost();
                    }
                }));
    }

    private void send(Chunk chunk) {
        send(chunk, FIRST_LOOK_MILLIS, System.nanoTime(), session.taken());
    }

    private void send(Chunk chunk, long lookMillis, long movedNanos, long taken) {
        subscriptions.stream()
                .filter(each -> !each.ended())
                .findFirst()
                .ifPresent(any -> any.attempt(ignored -> sendNow(chunk, lookMillis, movedNanos, taken)));
    }

    private void sendNow(Chunk chunk, long lookMillis, long movedNanos, long taken) {
        Queue<Subscription.Untold> unsent = chunk.unsent();
        boolean some = false;
        while (!unsent.isEmpty()) {
            if (!unsent.element().hasRoom()) {
                waitForRoom(chunk, some ? FIRST_LOOK_MILLIS : lookMillis, movedNanos, taken);
                return;
            }
            unsent.remove().send();
            some = true;
        }
        running = false;
        if (chunk.blocks() == 0) {
            // Nothing to read: what the others know and this one does not, or the other way round, is on its way.
            fanout.settle(this, false);
            vertx.setTimer(RETRY_MILLIS, ignored -> fanout.settle(this, true));
        } else {
            at = chunk.upTo();
            fanout.settle(this, true);
        }
    }

    /** Looks again later, and gives up a client that takes nothing, or too long. */
    private void waitForRoom(Chunk chunk, long lookMillis, long movedNanos, long takenBefore) {
        long now = System.nanoTime();
        long taken = session.taken();
        long moved = taken == takenBefore ? movedNanos : now;
        WsConfig.Limits limits = service.config().limits();
        if (now - moved >= limits.queue().timeout().toNanos() || deadlineNanos != null && now - deadlineNanos >= 0) {
            session.tooSlow();
            return;
        }
        long next = Math.min(2 * lookMillis, RETRY_MILLIS);
        vertx.setTimer(lookMillis, ignored -> send(chunk, next, moved, taken));
    }

    private Chunk read(ServedHead head, BlockId from) throws ChainPath.TooLongException {
        ChainReader chain = new ChainReader(head.view());
        // The chain grows while a slow client reads: that must not end it.
        ChainPath path = ChainPath.between(chain, from, head.head().id(), Integer.MAX_VALUE);
        Queue<Subscription.Untold> notices = new ArrayDeque<>();
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
            add(chain, chain.header(block), notices);
            upTo = block;
            blocks++;
        }
        return new Chunk(notices, blocks, upTo);
    }

    /** As the others hear it: the head, then the logs, then the receipts. */
    private void add(ChainReader chain, Header header, Queue<Subscription.Untold> notices) {
        List<Subscription> heads = wanting(Interest.NewHeads.class);
        if (!heads.isEmpty()) {
            Notice notice = Notice.of(out -> HeaderJson.writeNewHeads(header, out));
            heads.forEach(each -> notices.add(new Subscription.Untold(each, notice)));
        }
        addLogs(chain, header, false, notices);
        List<Subscription> receipts = wanting(Interest.Receipts.class);
        if (!receipts.isEmpty()) {
            List<BlockDetails.ReceiptNotice> all = service.details().receipts(chain, header);
            for (Subscription each : receipts) {
                Notice notice = each.wanted(all);
                if (notice != null) {
                    notices.add(new Subscription.Untold(each, notice));
                }
            }
        }
    }

    private void addLogs(ChainReader chain, Header header, boolean removed, Queue<Subscription.Untold> notices) {
        List<Subscription> wanting = wanting(Interest.Logs.class).stream()
                .filter(each -> each.mayWantLogsOf(header))
                .toList();
        if (!wanting.isEmpty()) {
            List<BlockDetails.LogNotice> all = BlockDetails.logs(chain, header, removed);
            for (Subscription each : wanting) {
                each.wanted(header, all).forEach(notice -> notices.add(new Subscription.Untold(each, notice)));
            }
        }
    }

    private List<Subscription> wanting(Class<? extends Interest> kind) {
        return subscriptions.stream()
                .filter(each -> kind.isInstance(each.interest()) && !each.ended())
                .toList();
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
