package dev.drover.store;

import java.util.concurrent.atomic.AtomicInteger;

/** A reference count that starts at one. Thread-safe. */
final class References {
    private final AtomicInteger count = new AtomicInteger(1);

    /** Adds a reference. Returns false if the count is already zero. */
    boolean retain() {
        return count.getAndUpdate(n -> n == 0 ? 0 : n + 1) > 0;
    }

    /** Adds a reference. Throws StoreException if the count is already zero. */
    void hold() {
        if (!retain()) {
            throw new StoreException("the view was already released");
        }
    }

    /** Releases a reference and returns whether it was the last one. Throws StoreException if the count is already zero. */
    boolean release() {
        int before = count.getAndUpdate(n -> n == 0 ? 0 : n - 1);
        if (before == 0) {
            throw new StoreException("a view was released more often than it was retained");
        }
        return before == 1;
    }
}
