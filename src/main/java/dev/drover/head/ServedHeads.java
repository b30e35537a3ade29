package dev.drover.head;

import dev.drover.chain.BlockId;
import dev.drover.chain.Head;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/**
 * The source of the head from which requests are answered. Without a pool it is the head of this replica's tracker;
 * with a pool it is the head that all members have agreed on. Any thread; never blocks.
 */
public interface ServedHeads {
    /**
     * Returns the head to answer from, retained for the caller. Null before the first head, and while no head may be
     * answered from: then use {@link #await}.
     */
    @Nullable ServedHead acquire();

    /**
     * Returns the head that was announced last, retained for the caller, even if no request may be answered from it
     * now. For sending subscribers more about a head that they already know. Null before the first head.
     */
    default @Nullable ServedHead acquireAnnounced() {
        return acquire();
    }

    /**
     * Waits for a head on behalf of a request that got none. Completes with a head, retained for the caller, as soon as
     * there is one; with null if there is no head to wait for yet. Fails with {@link HeadUnavailableException} if it
     * would take too long. Completes on any thread.
     */
    default Future<@Nullable ServedHead> await() {
        return Future.succeededFuture(null);
    }

    /** Returns why a load balancer should send requests to other replicas, or null if it need not. Any thread. */
    default @Nullable String refusal() {
        return null;
    }

    /** Returns the head without its view, for response headers and gauges; null before the first head. */
    @Nullable Head head();

    /**
     * Returns the first head that other replicas served while this one should have served it and could not, before it
     * served any; null if there was none. Subscribers that have not been told of a block yet start with this one.
     */
    default @Nullable BlockId firstUnserved() {
        return null;
    }
}
