package dev.drover.head;

import dev.drover.chain.Head;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/**
 * Where requests get their head. Without a pool it is the tracker's own; with one it is the head that all replicas agreed
 * on. Any thread; never blocks.
 */
public interface ServedHeads {
    /**
     * The head to answer from, with one count that the caller gives back; null before the first head, and while none may be
     * answered from: then {@link #await} tells what to do.
     */
    @Nullable ServedHead acquire();

    /**
     * The head that was announced last, with one count that the caller gives back, be it that no request may be answered from
     * it just now: for telling subscribers more of what they were told already. Null before the first head.
     */
    default @Nullable ServedHead acquireAnnounced() {
        return acquire();
    }

    /**
     * For a request that got no head: completes with one and its count as soon as there is one again, with null if there is
     * nothing to wait for yet, and fails with {@link HeadUnavailableException} if it would take too long. On any thread.
     */
    default Future<@Nullable ServedHead> await() {
        return Future.succeededFuture(null);
    }

    /** Why a load balancer should send requests elsewhere; null if there is no reason. Any thread. */
    default @Nullable String refusal() {
        return null;
    }

    /** The head alone, for headers and gauges; null before the first head. */
    @Nullable Head head();
}
