package dev.drover.pool;

/**
 * A reading of this machine's two clocks. Neither is trusted alone: the first may stop while a virtual machine is
 * suspended, the second may be set.
 *
 * @param nanos {@link System#nanoTime}
 * @param wallMillis {@link System#currentTimeMillis}
 */
public record Moment(long nanos, long wallMillis) {
    private static final long MILLI = 1_000_000;

    /**
     * Returns the nanoseconds since {@code start} by the clock that advanced further. For this replica's lease, which
     * must not last longer than the others assume. {@link PatientClock} does the opposite for the leases of others.
     */
    public long longestSince(Moment start) {
        return Math.max(nanosSince(start), wallNanosSince(start));
    }

    /** Returns the nanoseconds since {@code start} by the first clock. For uses that do not affect safety. */
    public long nanosSince(Moment start) {
        return nanos - start.nanos;
    }

    /** Returns the nanoseconds since {@code start} by the second clock; negative if it was set back. */
    long wallNanosSince(Moment start) {
        return (wallMillis - start.wallMillis) * MILLI;
    }
}
