package dev.drover.pool;

/**
 * A moment on this machine's two clocks. Neither is trusted alone: the first may stand still while a virtual machine is
 * suspended, the second may be set.
 *
 * @param nanos {@link System#nanoTime}
 * @param wallMillis {@link System#currentTimeMillis}
 */
public record Moment(long nanos, long wallMillis) {
    private static final long MILLI = 1_000_000;

    /** Nanoseconds since {@code start} by the clock that says more: for one's own lease. */
    public long longestSince(Moment start) {
        return Math.max(nanos - start.nanos, (wallMillis - start.wallMillis) * MILLI);
    }

    /** Nanoseconds since {@code start} by the clock that says less: before somebody else is called dead. */
    public long shortestSince(Moment start) {
        return Math.min(nanos - start.nanos, (wallMillis - start.wallMillis) * MILLI);
    }

    /** Nanoseconds since {@code start} by the first clock, where nothing but time is lost. */
    public long nanosSince(Moment start) {
        return nanos - start.nanos;
    }
}
