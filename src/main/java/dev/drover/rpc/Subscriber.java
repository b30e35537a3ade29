package dev.drover.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a transport that can push offers to {@code …_subscribe} and {@code …_unsubscribe}. Called on the event loop. */
public interface Subscriber {
    /** A subscription that is about to begin. */
    @FunctionalInterface
    interface Beginning {
        /**
         * Begins it, at the head of {@code call} if it resumes; then in a lane. Throws {@link RpcException}.
         *
         * @return the subscription's id
         */
        Json begin(CallContext call);

        /** The same; there are no parameters left. */
        default Json begin(CallContext call, @Nullable Object[] none) {
            return begin(call);
        }
    }

    /**
     * Prepares a subscription; its first notification follows the answer to this call. Throws {@link RpcException}.
     *
     * @param namespace the part of the method's name before the underscore
     * @param kind the first parameter
     * @param arguments the other parameters
     */
    Beginning subscribe(String namespace, String kind, List<JsonNode> arguments);

    /** Ends a subscription; false if this connection has none of that id. */
    boolean unsubscribe(String id);
}
