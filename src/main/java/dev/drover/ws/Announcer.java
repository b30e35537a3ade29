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
 * Turns head changes into steps of the chain, and passes them to all endpoints without a gap or a repetition. There is one
 * announcer per process, with its own thread. It checks that each step follows the one before; where it does not, because a
 * change was lost, it reads the blocks between from the store. It cannot run far ahead of a slow event loop, because
 * {@link Listener#take} blocks while too many steps wait there.
 */
final class Announcer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);
    /** Further changes are dropped; their blocks are read from the store. */
    private static final int CHANGES_MAX = 256;

    private static final long LOOK_MILLIS = 1_000;
    private static final long STOP_MILLIS = 5_000;

    private final ServedHeads heads;
    private final NoticeReader reader;
    private final WsStats stats;
    private final Heartbeats heartbeats;
    private final int pathMax;
    private final BlockingQueue<HeadChange> changes = new ArrayBlockingQueue<>(CHANGES_MAX);
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private @Nullable MessageConsumer<HeadChange> subscription;
    private @Nullable Thread thread;
    private @Nullable BlockId position;
    /** The first head, seen before any change. It is announced if no change announces it. */
    private @Nullable BlockId found;

    private volatile boolean closed;

    /** A receiver of steps. Called on the announcer's thread. */
    interface Listener {
        /** Accepts the next step; may block until there is room. */
        void take(StepNotices step);

        /** Called when steps are lost: they cannot be read, and the next step follows another block than the last. */
        void lost(BlockId continuesAfter);
    }

    /**
     * @param heartbeats watches the announcer's thread
     * @param pathMax the most blocks that are read from the store to close a gap
     */
    Announcer(ServedHeads heads, NoticeReader reader, WsStats stats, Heartbeats heartbeats, int pathMax) {
        this.heads = heads;
        this.reader = reader;
        this.stats = stats;
        this.heartbeats = heartbeats;
        this.pathMax = pathMax;
    }

    /**
     * Adds a listener. The first call starts the announcer.
     *
     * @return the block that the listener's first step follows; null if it is the first of all
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

    /** Removes a listener. */
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
                    LOG.error("Cannot announce a head: its blocks are announced with the next one", e);
                }
            }
        }
    }

    /** Checks, when no change was received for a while, that no change was lost. */
    private void look() {
        Head head = heads.head();
        BlockId last = lastAnnounced();
        if (head == null || head.id().equals(last)) {
            return;
        }
        if (last != null) {
            stats.missedChange();
            catchUp(last);
        } else if (head.id().equals(found)) {
            beginWithHead();
        } else {
            // Its change may still arrive.
            found = head.id();
        }
    }

    /** Announces the first head, which no change announced, as the first block. */
    private void beginWithHead() {
        ServedHead head = heads.acquireAnnounced();
        if (head == null) {
            return;
        }
        Header header;
        try {
            header = new ChainReader(head.view()).header(head.head().id());
        } finally {
            head.release();
        }
        announce(new ChainStep(header, false));
    }

    /** Announces, as the first block of all, the one that subscribers would have seen first on other replicas. */
    private void beginWithUnserved(BlockId first) {
        ServedHead head = heads.acquireAnnounced();
        if (head == null) {
            return;
        }
        try {
            announce(new ChainStep(new ChainReader(head.view()).header(first), false));
        } catch (RuntimeException e) {
            LOG.error("Cannot announce block {}, so its subscribers are disconnected: {}", first, e.getMessage());
            continueAfter(head.head().id());
        } finally {
            head.release();
        }
    }

    private void follow(HeadChange change) {
        BlockId first = lastAnnounced() == null ? heads.firstUnserved() : null;
        if (first != null) {
            beginWithUnserved(first);
        }
        BlockId announced = lastAnnounced();
        BlockId last = announced == null ? before(change) : announced;
        if (last == null) {
            return;
        }
        if (leadsToHead(last, change)) {
            change.reverted().forEach(block -> announce(new ChainStep(block, true)));
            change.added().forEach(block -> announce(new ChainStep(block, false)));
        } else if (!change.head().hash().equals(last.hash())) {
            stats.missedChange();
            catchUp(last);
        }
    }

    /** Returns the block that a change begins at, or null if it has no blocks. */
    private static @Nullable BlockId before(HeadChange change) {
        if (!change.reverted().isEmpty()) {
            return change.reverted().getFirst().id();
        }
        return change.added().isEmpty() ? null : parent(change.added().getFirst());
    }

    /** Returns whether the blocks of a change lead from {@code last} to its head without a gap. */
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

    /** Announces the steps between the last block that was announced and the served head. */
    private void catchUp(BlockId last) {
        ServedHead head = heads.acquireAnnounced();
        if (head == null) {
            return;
        }
        List<ChainStep> steps = new ArrayList<>();
        try {
            ChainReader chain = new ChainReader(head.view());
            ChainPath path = ChainPath.between(chain, last, head.head().id(), pathMax);
            path.reverted().forEach(block -> steps.add(new ChainStep(chain.header(block), true)));
            path.added().forEach(block -> steps.add(new ChainStep(chain.header(block), false)));
        } catch (ChainPath.TooLongException | RuntimeException e) {
            LOG.error(
                    "Cannot announce the blocks between {} and the head, so their subscribers are disconnected: {}",
                    last,
                    e.getMessage());
            steps.clear();
            continueAfter(head.head().id());
        } finally {
            head.release();
        }
        steps.forEach(this::announce);
    }

    /** Continues after another block than the last. */
    private void continueAfter(BlockId block) {
        synchronized (this) {
            position = block;
        }
        listeners.forEach(listener -> listener.lost(block));
    }

    private void announce(ChainStep step) {
        StepNotices notices = new StepNotices(step, reader);
        List<Listener> receivers;
        synchronized (this) {
            position = step.after();
            receivers = List.copyOf(listeners);
        }
        receivers.forEach(listener -> announce(listener, notices));
    }

    /** Passes a step to one listener. If that fails, the other listeners must still receive it. */
    private static void announce(Listener listener, StepNotices notices) {
        try {
            listener.take(notices);
        } catch (RuntimeException e) {
            LOG.error(
                    "An endpoint cannot accept a step of the chain: its subscribers miss block {}",
                    notices.step().header().number(),
                    e);
        }
    }

    private synchronized @Nullable BlockId lastAnnounced() {
        return position;
    }
}
