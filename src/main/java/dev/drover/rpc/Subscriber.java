package dev.drover.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The subscriptions of a connection that can push notifications, for {@code …_subscribe} and {@code …_unsubscribe}.
 * Called on the event loop.
 */
public interface Subscriber {
    /** A subscription that has been prepared but not begun. */
    @FunctionalInterface
    interface Beginning {
        /**
         * Begins the subscription. If it resumes from an earlier block, this runs in a lane and reads at the head of
         * {@code call}. Throws {@link RpcException}.
         *
         * @return the subscription's id
         */
        Json begin(CallContext call);

        /** Same as {@link #begin(CallContext)}; there are no parameters left. */
        default Json begin(CallContext call, @Nullable Object[] none) {
            return begin(call);
        }
    }

    /**
     * Prepares a subscription. Its first notification is sent after the answer to this call. Throws {@link
     * RpcException}.
     *
     * @param namespace the part of the method's name before the underscore
     * @param kind the first parameter
     * @param arguments the other parameters
     */
    Beginning subscribe(String namespace, String kind, List<JsonNode> arguments);

    /** Ends a subscription. Returns false if this connection has none with this id. */
    boolean unsubscribe(String id);
}
