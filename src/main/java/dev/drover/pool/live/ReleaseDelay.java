package dev.drover.pool.live;

/**
 * Measures for how long a member has had a head that the pool has not released. Written on the pool's thread, read on
 * any.
 */
final class ReleaseDelay {
    private volatile long sinceNanos;
    private volatile boolean waits;

    /** Notes whether a head waits to be released now. */
    void note(boolean now) {
        if (now && !waits) {
            sinceNanos = System.nanoTime();
        }
        waits = now;
    }

    /** Returns the seconds since a head started to wait, or 0 if none does. */
    double seconds() {
        return waits ? (System.nanoTime() - sinceNanos) / 1e9 : 0;
    }
}
