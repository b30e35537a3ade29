package dev.drover.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * One message of a client, sorted by what geth takes it for (rpc/json.go).
 *
 * @param id the bytes of the id as sent; null if there is none to echo
 * @param method the method's name; empty unless it is a call or a notification
 * @param params its parameters; null if there are none
 */
record RpcRequest(
        Kind kind,
        byte @Nullable [] id,
        String method,
        @Nullable JsonNode params) {
    enum Kind {
        /** Is answered. */
        CALL,
        /** Runs, but is not answered. */
        NOTIFICATION,
        /** Answers a request that we never sent: ignored. */
        RESPONSE,
        /** Neither. */
        INVALID
    }

    static final RpcRequest NONSENSE = new RpcRequest(Kind.INVALID, null, "", null);

    boolean isAnswered() {
        return kind == Kind.CALL || kind == Kind.INVALID;
    }
}
