package dev.drover.pool.live;

import dev.drover.head.HeadChange;
import dev.drover.head.ServedHead;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Heads on their way from ingest's thread to the pool's. Each holds a view of the store, so their number is bounded: while the
 * pool's thread is busy, the newest head takes the place of the one before. Any thread.
 */
final class HeadQueue implements AutoCloseable {
    static final int MOST = 64;

    private final Deque<Entry> entries = new ArrayDeque<>();
    private boolean closed;

    /**
     * One of them.
     *
     * @param served its count belongs to whoever holds the entry
     * @param change what led to it; null for the head that was found at the start
     */
    record Entry(ServedHead served, @Nullable HeadChange change) {}

    /**
     * Adds a head; its count passes to this object.
     *
     * @return whether the pool's thread must be told, as none waited before
     */
    synchronized boolean put(ServedHead served, @Nullable HeadChange change) {
        if (closed) {
            served.release();
            return false;
        }
        if (entries.size() < MOST) {
            entries.add(new Entry(served, change));
            return entries.size() == 1;
        }
        Entry gone = entries.removeLast();
        gone.served.release();
        entries.add(new Entry(served, AppliedHeads.combine(gone.change, change)));
        return false;
    }

    /** Takes all, oldest first; their counts pass to the caller. */
    synchronized List<Entry> take() {
        List<Entry> taken = List.copyOf(entries);
        entries.clear();
        return taken;
    }

    /** Frees what waits, and whatever comes later. */
    @Override
    public synchronized void close() {
        closed = true;
        take().forEach(entry -> entry.served.release());
    }
}
