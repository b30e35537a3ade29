package dev.drover.ws;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;

/** Statistics of all WebSocket sessions of the process. Thread-safe. */
public final class WsStats {
    /** The reason why the server ended a session or refused it. */
    public enum Dropped {
        /** The client read too slowly. */
        SLOW,
        /** A notification could not be produced. */
        LOST,
        /** The client did not answer a ping. */
        SILENT,
        /** The origin is not allowed. */
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

    /** Creates statistics that are all zero. */
    public WsStats() {
        for (Dropped reason : Dropped.values()) {
            dropped.put(reason, new LongAdder());
        }
    }

    /** Returns the number of open sessions. */
    public int connections() {
        return connections.get();
    }

    /** Returns the number of subscriptions. */
    public int subscriptions() {
        return subscriptions.get();
    }

    /** Returns how many notifications were sent so far. */
    public long notifications() {
        return notifications.sum();
    }

    /**
     * Sets the recorder of fan-out times: the nanoseconds from the announcement of a step until an event loop has served its
     * last subscriber.
     */
    public void recordFanout(LongConsumer nanos) {
        fanout = nanos;
    }

    /** Returns how many blocks were read from the store for subscriptions that began in the past or fell behind. */
    public long resumedBlocks() {
        return resumedBlocks.sum();
    }

    /** Returns how many pending transactions were dropped because an event loop was too busy. */
    public long pendingDropped() {
        return droppedPending.sum();
    }

    /** Returns how many head changes did not follow the one before, so that blocks were read from the store. */
    public long missedChanges() {
        return missedChanges.sum();
    }

    /** Returns how many sessions were ended or refused for this reason. */
    public long dropped(Dropped reason) {
        return counter(reason).sum();
    }

    /** Counts a new session. Returns false, and does not count it, if there are {@code most} already. */
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

    /** Returns how many times a client fell behind because it read too slowly. */
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
