package dev.drover.pool;

import org.jspecify.annotations.Nullable;

/**
 * Whether a request may be answered from the released head now. Immutable: the pool's thread puts each new one into a
 * volatile field, a request reads that once after it has arrived, and then asks with a moment read after its arrival; in
 * which order it reads gate and clocks, and how long it pauses between, makes no difference.
 *
 * @param shut why it is shut whatever the clocks say; null if it is not
 * @param holding whether a head is promised that is not released
 * @param released what to answer from; null if there is nothing, or after the view was dropped
 * @param leaseStart when the status was sent that gave the lease
 * @param leaseNanos how long it lasts
 */
public record Gate(
        @Nullable Refusal shut, boolean holding, @Nullable Released released, Moment leaseStart, long leaseNanos) {

    /** Whether a request that arrived before {@code now} may be answered from {@link #released}. */
    public boolean open(Moment now) {
        return refusal(now) == null;
    }

    /** Why not; null if it may. */
    public @Nullable Refusal refusal(Moment now) {
        if (shut != null) {
            return shut;
        }
        if (!leased(now)) {
            return Refusal.LEASE_OVER;
        }
        return holding ? Refusal.HOLDING : null;
    }

    /** Whether a load balancer should send requests: holding is short, all else may be long. */
    public boolean ready(Moment now) {
        return shut == null && leased(now);
    }

    /** What is left of the lease, in nanoseconds; 0 if it is over. */
    public long leaseLeftNanos(Moment now) {
        return Math.max(0, leaseNanos - now.longestSince(leaseStart));
    }

    private boolean leased(Moment now) {
        return leaseLeftNanos(now) > 0;
    }
}
