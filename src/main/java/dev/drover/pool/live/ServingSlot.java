package dev.drover.pool.live;

import dev.drover.config.PoolConfig.OnKafkaLoss;
import dev.drover.head.ServedHead;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The one field that requests read. Written by the pool's thread, read by any. */
// Whether it is still the same serving or head is the question here, not whether it looks alike.
@SuppressWarnings("ReferenceEquality")
final class ServingSlot {
    private volatile @Nullable Serving serving;

    /** Returns what is there now; null before the topic was read, and between two readings. */
    @Nullable Serving get() {
        return serving;
    }

    /** Puts what requests read; the former head's count is given back. */
    void put(@Nullable Serving next) {
        Serving before = serving;
        serving = next;
        if (before != null && before.head() != null && (next == null || next.head() != before.head())) {
            before.head().release();
        }
    }

    /** Returns the head for a request that has arrived, with one count; null if it may not be answered now. */
    @Nullable ServedHead acquire(OnKafkaLoss onLoss) {
        return take(now -> now.acquire(Pool.now(), onLoss));
    }

    /** Returns the head with one count, whether or not a request may be answered; null if there is none. */
    @Nullable ServedHead retained() {
        return take(Serving::retained);
    }

    private @Nullable ServedHead take(Function<Serving, @Nullable ServedHead> from) {
        while (true) {
            Serving now = serving;
            ServedHead head = now == null ? null : from.apply(now);
            // Freed meanwhile only if a newer one took its place: look again.
            if (head != null || serving == now) {
                return head;
            }
        }
    }
}
