package dev.drover.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * One message from a client, classified as geth does (rpc/json.go).
 *
 * @param id the bytes of the id as sent; null if there is none to echo
 * @param method the method name; empty unless it is a call or a notification
 * @param params the parameters; null if there are none
 */
record RpcRequest(
        Kind kind,
        byte @Nullable [] id,
        String method,
        @Nullable JsonNode params) {
    enum Kind {
        /** A call, which is answered. */
        CALL,
        /** A notification, which runs but is not answered. */
        NOTIFICATION,
        /** A response to a request that was never sent. It is ignored. */
        RESPONSE,
        /** Anything else, which is answered with an error. */
        INVALID
    }

    static final RpcRequest NONSENSE = new RpcRequest(Kind.INVALID, null, "", null);

    boolean isAnswered() {
        return kind == Kind.CALL || kind == Kind.INVALID;
    }
}
