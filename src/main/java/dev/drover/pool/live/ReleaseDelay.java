package dev.drover.pool.live;

/** For how long some member has had a head that the pool has not released. Noted on the pool's thread, read on any. */
final class ReleaseDelay {
    private volatile long sinceNanos;
    private volatile boolean waits;

    /** Whether one waits now. */
    void note(boolean now) {
        if (now && !waits) {
            sinceNanos = System.nanoTime();
        }
        waits = now;
    }

    /** 0 while none waits. */
    double seconds() {
        return waits ? (System.nanoTime() - sinceNanos) / 1e9 : 0;
    }
}
