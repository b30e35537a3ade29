package dev.drover.ws;

import dev.drover.blocks.ChainPath;
import dev.drover.blocks.ChainReader;
import dev.drover.chain.BlockId;
import dev.drover.chain.Head;
import dev.drover.chain.Header;
import dev.drover.head.HeadChange;
import dev.drover.head.HeadFeed;
import dev.drover.head.ServedHead;
import dev.drover.head.ServedHeads;
import dev.drover.health.FatalErrors;
import dev.drover.health.Heartbeat;
import dev.drover.health.Heartbeats;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells all endpoints what becomes of the chain, block by block, without gap and without repeating itself: one for the
 * process, on a thread of its own. Every block is checked to be the child of the one before; where it is not, the way between is
 * read from the store. It never runs far ahead of an endpoint: {@link Listener#take} waits while too much waits there.
 */
final class Announcer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);
    /** Changes beyond this are dropped, and read from the store. */
    private static final int CHANGES_MAX = 256;

    private static final long LOOK_MILLIS = 1_000;
    private static final long STOP_MILLIS = 5_000;

    private final ServedHeads heads;
    private final BlockDetails details;
    private final WsStats stats;
    private final Heartbeats heartbeats;
    private final int pathMax;
    private final BlockingQueue<HeadChange> changes = new ArrayBlockingQueue<>(CHANGES_MAX);
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private @Nullable MessageConsumer<HeadChange> subscription;
    private @Nullable Thread thread;
    private @Nullable BlockId position;
    /** The head seen before the first change; where the chain begins if none comes. */
    private @Nullable BlockId found;

    private volatile boolean closed;

    /** Somebody who is told. Called on the announcer's thread. */
    interface Listener {
        /** Takes the next step of the chain; may wait for room. */
        void take(BlockNews news);

        /** The chain goes on at another block than the last: what lies between cannot be told. */
        void lost(BlockId goesOnAfter);
    }

    /**
     * @param heartbeats watch the announcer's thread
     * @param pathMax how many blocks may be read from the store to close a gap
     */
    Announcer(ServedHeads heads, BlockDetails details, WsStats stats, Heartbeats heartbeats, int pathMax) {
        this.heads = heads;
        this.details = details;
        this.stats = stats;
        this.heartbeats = heartbeats;
        this.pathMax = pathMax;
    }

    /**
     * Adds somebody to be told from now on; the first call begins all.
     *
     * @return the last canonical block of what was told so far; null if that is nothing
     */
    synchronized @Nullable BlockId join(Listener listener, HeadFeed feed) {
        if (thread == null && !closed) {
            subscription = feed.subscribe(changes::offer);
            Head head = heads.head();
            position = head == null ? null : head.id();
            Thread created = heartbeats.thread("drover-announcer", this::run);
            thread = created;
            created.start();
        }
        listeners.add(listener);
        return position;
    }

    /** Tells it nothing more. */
    void leave(Listener listener) {
        listeners.remove(listener);
    }

    @Override
    public void close() {
        closed = true;
        Thread running;
        synchronized (this) {
            running = thread;
            if (subscription != null) {
                subscription.unregister();
            }
        }
        if (running == null) {
            return;
        }
        running.interrupt();
        try {
            running.join(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(Heartbeat heartbeat) throws InterruptedException {
        while (!closed) {
            heartbeat.beat();
            try {
                HeadChange change = changes.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                if (change == null) {
                    look();
                } else {
                    follow(change);
                }
            } catch (RuntimeException | Error e) {
                FatalErrors.exitIfFatal(e);
                if (!closed) {
                    LOG.error("Announcing a head failed", e);
                }
            }
        }
    }

    /** Nothing was heard for a while: there should be nothing to tell. */
    private void look() {
        Head head = heads.head();
        BlockId last = lastTold();
        if (head == null || head.id().equals(last)) {
            return;
        }
        if (last != null) {
            stats.missedChange();
            catchUp(last);
        } else if (head.id().equals(found)) {
            beginWithHead();
        } else {
            // Its change may be on its way.
            found = head.id();
        }
    }

    /** No change led to the first head: it is the first block to tell of. */
    private void beginWithHead() {
        ServedHead head = heads.acquireAnnounced();
        if (head == null) {
            return;
        }
        BlockNews news;
        try {
            news = new BlockNews(new ChainReader(head.view()).header(head.head().id()), false, details);
        } finally {
            head.release();
        }
        tell(news);
    }

    private void follow(HeadChange change) {
        BlockId told = lastTold();
        BlockId last = told == null ? before(change) : told;
        if (last == null) {
            return;
        }
        if (leadsToHead(last, change)) {
            change.reverted().forEach(block -> tell(new BlockNews(block, true, details)));
            change.added().forEach(block -> tell(new BlockNews(block, false, details)));
        } else if (!change.head().hash().equals(last.hash())) {
            stats.missedChange();
            catchUp(last);
        }
    }

    /** The block that a change begins at; null if it has no blocks. */
    private static @Nullable BlockId before(HeadChange change) {
        if (!change.reverted().isEmpty()) {
            return change.reverted().getFirst().id();
        }
        return change.added().isEmpty() ? null : parent(change.added().getFirst());
    }

    /** Whether the blocks of a change lead from {@code last} to its head without a gap: changes may leave blocks out. */
    private static boolean leadsToHead(BlockId last, HeadChange change) {
        BlockId at = last;
        for (Header block : change.reverted()) {
            if (!block.id().equals(at)) {
                return false;
            }
            at = parent(block);
        }
        for (Header block : change.added()) {
            if (!parent(block).equals(at)) {
                return false;
            }
            at = block.id();
        }
        return at.equals(change.head().id());
    }

    private static BlockId parent(Header block) {
        return new BlockId(block.number() - 1, block.parentHash());
    }

    /** Tells what lies between the last block told of and the served head. */
    private void catchUp(BlockId last) {
        ServedHead head = heads.acquireAnnounced();
        if (head == null) {
            return;
        }
        List<BlockNews> news = new ArrayList<>();
        try {
            ChainReader chain = new ChainReader(head.view());
            ChainPath path = ChainPath.between(chain, last, head.head().id(), pathMax);
            path.reverted().forEach(block -> news.add(new BlockNews(chain.header(block), true, details)));
            path.added().forEach(block -> news.add(new BlockNews(chain.header(block), false, details)));
        } catch (ChainPath.TooLongException | RuntimeException e) {
            LOG.error("What lies between block {} and the head cannot be announced: {}", last, e.getMessage());
            news.clear();
            begin(head.head().id());
        } finally {
            head.release();
        }
        news.forEach(this::tell);
    }

    private void begin(BlockId block) {
        synchronized (this) {
            position = block;
        }
        listeners.forEach(listener -> listener.lost(block));
    }

    private void tell(BlockNews news) {
        List<Listener> told;
        synchronized (this) {
            position = news.after();
            told = List.copyOf(listeners);
        }
        told.forEach(listener -> tell(listener, news));
    }

    /** One that fails must not keep the others from hearing of it. */
    private static void tell(Listener listener, BlockNews news) {
        try {
            listener.take(news);
        } catch (RuntimeException e) {
            LOG.error("A step of the chain cannot be told", e);
        }
    }

    private synchronized @Nullable BlockId lastTold() {
        return position;
    }
}
