package dev.drover.pool.live;

import dev.drover.config.PoolConfig.OnKafkaLoss;
import dev.drover.head.ServedHead;
import dev.drover.pool.Gate;
import dev.drover.pool.Moment;
import dev.drover.pool.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * The immutable object that requests read: the gate, and the head to answer from.
 *
 * @param head the released head with the pool's epoch and position, or null if this replica cannot serve it
 */
record Serving(Gate gate, @Nullable ServedHead head) {
    /**
     * Returns the head, retained, for a request that arrived before {@code now}; null if it may not be answered now.
     */
    @Nullable ServedHead acquire(Moment now, OnKafkaLoss onLoss) {
        Refusal refusal = gate.refusal(now);
        boolean unsafe = refusal == Refusal.LEASE_OVER && onLoss == OnKafkaLoss.SERVE;
        if (refusal != null && !unsafe || head == null || !head.retain()) {
            return null;
        }
        return unsafe ? head.unsafely() : head;
    }

    /** Returns why this replica is not ready, or null if it is. */
    @Nullable Refusal unready(Moment now) {
        if (gate.ready(now)) {
            return null;
        }
        return gate.shut() == null ? Refusal.LEASE_OVER : gate.shut();
    }

    /** Returns the head, retained, even if requests may not be answered from it now; null if there is none. */
    @Nullable ServedHead retained() {
        return head == null || !head.retain() ? null : head;
    }
}
