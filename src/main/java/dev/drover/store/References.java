package dev.drover.store;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts who holds a view; begins with one. Any thread. */
final class References {
    private final AtomicInteger count = new AtomicInteger(1);

    /** Takes one more; false if all were given back already. */
    boolean retain() {
        return count.getAndUpdate(n -> n == 0 ? 0 : n + 1) > 0;
    }

    /** Takes one more, or throws StoreException. */
    void hold() {
        if (!retain()) {
            throw new StoreException("the view is freed");
        }
    }

    /** Gives one back; true for the last one. Throws StoreException if there is none to give. */
    boolean release() {
        int before = count.getAndUpdate(n -> n == 0 ? 0 : n - 1);
        if (before == 0) {
            throw new StoreException("a view was released more often than it was taken");
        }
        return before == 1;
    }
}
