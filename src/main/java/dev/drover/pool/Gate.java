package dev.drover.pool;

import org.jspecify.annotations.Nullable;

/**
 * Decides whether a request may be answered from the released head. Immutable: the pool's thread publishes each new
 * gate in a volatile field. A request reads that field once, after it has arrived, and passes a moment read after its
 * arrival. The order of the two reads and any pause between them do not matter.
 *
 * @param shut why the gate is shut regardless of the lease, or null
 * @param holding whether the replica has promised a head that is not released yet
 * @param released the head to answer from, or null if there is none
 * @param leaseStart when the record was sent that gave the lease
 * @param leaseNanos the duration of the lease
 */
public record Gate(
        @Nullable Refusal shut, boolean holding, @Nullable Released released, Moment leaseStart, long leaseNanos) {

    /** Returns whether a request that arrived before {@code now} may be answered from {@link #released}. */
    public boolean open(Moment now) {
        return refusal(now) == null;
    }

    /** Returns why such a request may not be answered, or null if it may. */
    public @Nullable Refusal refusal(Moment now) {
        if (shut != null) {
            return shut;
        }
        if (!leased(now)) {
            return Refusal.LEASE_OVER;
        }
        return holding ? Refusal.HOLDING : null;
    }

    /**
     * Returns whether a load balancer should send requests. True while a promised head is not released, since that is
     * short.
     */
    public boolean ready(Moment now) {
        return shut == null && leased(now);
    }

    /** Returns the remaining time of the lease in nanoseconds, 0 if it is over. */
    public long leaseLeftNanos(Moment now) {
        return Math.max(0, leaseNanos - now.longestSince(leaseStart));
    }

    private boolean leased(Moment now) {
        return leaseLeftNanos(now) > 0;
    }
}
