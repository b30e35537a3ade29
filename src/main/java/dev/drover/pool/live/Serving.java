package dev.drover.pool.live;

import dev.drover.config.PoolConfig.OnKafkaLoss;
import dev.drover.head.ServedHead;
import dev.drover.pool.Gate;
import dev.drover.pool.Moment;
import dev.drover.pool.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * What requests read: the gate and the head behind it, in one immutable object.
 *
 * @param head under the pool's name; null if there is none that can be served
 */
record Serving(Gate gate, @Nullable ServedHead head) {
    /** The head with one more count, for a request that arrived before {@code now}; null if it may not be answered now. */
    @Nullable ServedHead acquire(Moment now, OnKafkaLoss onLoss) {
        Refusal refusal = gate.refusal(now);
        boolean unsafe = refusal == Refusal.LEASE_OVER && onLoss == OnKafkaLoss.SERVE;
        if (refusal != null && !unsafe || head == null || !head.retain()) {
            return null;
        }
        return unsafe ? head.unsafely() : head;
    }

    /** Why this replica is not ready; null if it is. */
    @Nullable Refusal unready(Moment now) {
        if (gate.ready(now)) {
            return null;
        }
        return gate.shut() == null ? Refusal.LEASE_OVER : gate.shut();
    }

    /** The head with one more count, whether or not it may be answered now; null if there is none. */
    @Nullable ServedHead retained() {
        return head == null || !head.retain() ? null : head;
    }
}
