package dev.drover.pool.live;

import dev.drover.config.PoolConfig.OnKafkaLoss;
import dev.drover.head.ServedHead;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The field that requests read. Written by the pool's thread, read by any. */
// Compares identities on purpose: the question is whether an object has been replaced.
@SuppressWarnings("ReferenceEquality")
final class ServingSlot {
    private volatile @Nullable Serving serving;

    /** Returns the current value; null before the topic has been read and while it is being read again. */
    @Nullable Serving get() {
        return serving;
    }

    /** Replaces the value and releases the previous head. */
    void put(@Nullable Serving next) {
        Serving before = serving;
        serving = next;
        if (before != null && before.head() != null && (next == null || next.head() != before.head())) {
            before.head().release();
        }
    }

    /** Returns the head, retained, for a request that has arrived; null if it may not be answered now. */
    @Nullable ServedHead acquire(OnKafkaLoss onLoss) {
        return take(now -> now.acquire(Clocks.now(), onLoss));
    }

    /** Returns the head, retained, even if requests may not be answered from it now; null if there is none. */
    @Nullable ServedHead retained() {
        return take(Serving::retained);
    }

    private @Nullable ServedHead take(Function<Serving, @Nullable ServedHead> from) {
        while (true) {
            Serving now = serving;
            ServedHead head = now == null ? null : from.apply(now);
            // The head can have been freed only if a newer one has replaced it: try again.
            if (head != null || serving == now) {
                return head;
            }
        }
    }
}
