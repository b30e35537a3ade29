package dev.drover.pool.live;

import dev.drover.chain.Head;
import dev.drover.head.HeadChange;
import dev.drover.head.ServedHead;
import dev.drover.pool.HeadRef;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The queue of heads from ingest's thread to the pool's. Bounded, because each head holds a view of the store: if the
 * queue is full, a new head replaces the newest one in it. Any thread.
 */
final class HeadQueue implements AutoCloseable {
    static final int MOST = HeadRef.KEPT_MAX;

    private final Deque<Entry> entries = new ArrayDeque<>();
    private boolean closed;

    /**
     * A head in the queue.
     *
     * @param served the head; its retain count belongs to the holder of the entry
     * @param change the change that led to it, or null for the head that was found at the start
     * @param replaced the last head that this one has replaced in the full queue, or null
     */
    record Entry(
            ServedHead served,
            @Nullable HeadChange change,
            @Nullable Head replaced) {}

    /**
     * Adds a head; its retain count passes to this object.
     *
     * @return whether the pool's thread must be notified, because the queue was empty
     */
    synchronized boolean put(ServedHead served, @Nullable HeadChange change) {
        if (closed) {
            served.release();
            return false;
        }
        if (entries.size() < MOST) {
            entries.add(new Entry(served, change, null));
            return entries.size() == 1;
        }
        Entry gone = entries.removeLast();
        gone.served.release();
        entries.add(new Entry(served, AppliedHeads.combine(gone.change, change), gone.served.head()));
        return false;
    }

    /** Removes and returns all heads, oldest first; their retain counts pass to the caller. */
    synchronized List<Entry> take() {
        List<Entry> taken = List.copyOf(entries);
        entries.clear();
        return taken;
    }

    /** Releases the heads in the queue, and all that are added later. */
    @Override
    public synchronized void close() {
        closed = true;
        take().forEach(entry -> entry.served.release());
    }
}
