package dev.drover.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What a transport that can push offers to {@code …_subscribe} and {@code …_unsubscribe}. Called on the event loop. */
public interface Subscriber {
    /**
     * Begins a subscription; its first notification follows the answer to this call. Throws {@link RpcException}.
     *
     * @param namespace the part of the method's name before the underscore
     * @param kind the first parameter
     * @param arguments the other parameters
     * @return the subscription's id
     */
    Json subscribe(String namespace, String kind, List<JsonNode> arguments);

    /** Ends a subscription; false if this connection has none of that id. */
    boolean unsubscribe(String id);
}
