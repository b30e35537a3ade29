package dev.drover.ws;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;

/** What all WebSocket sessions of the process do, in numbers. Any thread. */
public final class WsStats {
    /** Why a session was ended, or never begun, by us. */
    public enum Dropped {
        /** It read too slowly. */
        SLOW,
        /** What it subscribed to could not be read. */
        LOST,
        /** It answered no ping. */
        SILENT,
        /** Its origin may not connect. */
        ORIGIN,
        /** There were too many connections. */
        TOO_MANY
    }

    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger subscriptions = new AtomicInteger();
    private final LongAdder notifications = new LongAdder();
    private final LongAdder missedChanges = new LongAdder();
    private final LongAdder droppedPending = new LongAdder();
    private final LongAdder resumedBlocks = new LongAdder();
    private final LongAdder behind = new LongAdder();
    private volatile LongConsumer fanout = nanos -> {};
    private final Map<Dropped, LongAdder> dropped = new EnumMap<>(Dropped.class);

    /** All zero. */
    public WsStats() {
        for (Dropped reason : Dropped.values()) {
            dropped.put(reason, new LongAdder());
        }
    }

    /** Open sessions. */
    public int connections() {
        return connections.get();
    }

    /** Live subscriptions. */
    public int subscriptions() {
        return subscriptions.get();
    }

    /** Notifications handed to sockets so far. */
    public long notifications() {
        return notifications.sum();
    }

    /** Hands on how long it took, in nanoseconds, from the announcement of a block until an event loop's last subscriber was served. */
    public void recordFanout(LongConsumer nanos) {
        fanout = nanos;
    }

    /** Blocks read from the store for subscriptions that began in the past or fell behind. */
    public long resumedBlocks() {
        return resumedBlocks.sum();
    }

    /** Pending transactions that an event loop was too busy to tell of. */
    public long pendingDropped() {
        return droppedPending.sum();
    }

    /** Head changes that did not follow on the one before: what lay between was read from the store. */
    public long missedChanges() {
        return missedChanges.sum();
    }

    /** Sessions ended for this reason so far. */
    public long dropped(Dropped reason) {
        return counter(reason).sum();
    }

    /** Counts a new session; false if there are {@code most} already: it is not counted then. */
    boolean opened(int most) {
        if (connections.incrementAndGet() > most) {
            connections.decrementAndGet();
            return false;
        }
        return true;
    }

    void closed() {
        connections.decrementAndGet();
    }

    void subscribed() {
        subscriptions.incrementAndGet();
    }

    void unsubscribed(int count) {
        subscriptions.addAndGet(-count);
    }

    void notified() {
        notifications.increment();
    }

    void fannedOut(long nanos) {
        fanout.accept(nanos);
    }

    void resumed(int blocks) {
        resumedBlocks.add(blocks);
    }

    /** Times that a client read too slowly to be told at once. */
    public long behind() {
        return behind.sum();
    }

    void fellBehind() {
        behind.increment();
    }

    void dropPending() {
        droppedPending.increment();
    }

    void missedChange() {
        missedChanges.increment();
    }

    void drop(Dropped reason) {
        counter(reason).increment();
    }

    @SuppressWarnings("NullAway") // the map holds every reason
    private LongAdder counter(Dropped reason) {
        return dropped.get(reason);
    }
}
