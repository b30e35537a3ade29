package dev.drover.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.json.HexJson;
import dev.drover.json.Json;
import dev.drover.json.JsonFormatException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The calls {@code …_subscribe} and {@code …_unsubscribe}, which belong to the connection and not to the method table.
 * They run on the event loop, which owns the connection, except for those that must read the store, which run in a
 * lane.
 */
final class SubscriptionCalls {
    private static final String SUBSCRIBE = "_subscribe";
    private static final String UNSUBSCRIBE = "_unsubscribe";
    private static final Param<String> ID = Param.required(value -> {
        if (!value.isTextual()) {
            throw JsonFormatException.cannotUnmarshal(HexJson.kind(value), "rpc.ID");
        }
        return value.textValue();
    });

    private SubscriptionCalls() {}

    static boolean isOne(String method) {
        return method.endsWith(SUBSCRIBE) || method.endsWith(UNSUBSCRIBE);
    }

    /** Returns the call as a method that is ready to run. Throws {@link RpcException}. */
    static RpcMethod bind(RpcRequest request, Caller caller) {
        String method = request.method();
        // Only names in the namespace that has subscriptions may become metric labels.
        String label = method.startsWith("eth_") && method.indexOf('_') == method.lastIndexOf('_')
                ? method
                : RpcObserver.UNKNOWN;
        Functions.Body body = method.endsWith(SUBSCRIBE) ? subscribe(request, caller) : unsubscribe(request, caller);
        boolean resumes = resumes(request);
        return new RpcMethod(label, resumes ? Lane.READ : Lane.INSTANT, List.of(), resumes, body, null);
    }

    /**
     * Returns whether the request is for a subscription that begins at an earlier block, which is found in the store.
     */
    static boolean resumes(RpcRequest request) {
        JsonNode params = request.params();
        JsonNode from = params == null ? null : params.get(1);
        return request.method().endsWith(SUBSCRIBE)
                && from != null
                && (from.hasNonNull("fromBlock") || from.hasNonNull("fromBlockHash"));
    }

    private static Functions.Body subscribe(RpcRequest request, Caller caller) {
        Subscriber subscriber = caller.subscriber();
        if (subscriber == null) {
            throw new RpcException(RpcFault.METHOD_NOT_FOUND, "notifications not supported");
        }
        JsonNode params = request.params();
        if (params == null || !params.isArray()) {
            throw new RpcException(RpcFault.INVALID_PARAMS, "non-array args");
        }
        JsonNode kind = params.get(0);
        if (kind == null || !kind.isTextual()) {
            throw new RpcException(RpcFault.INVALID_PARAMS, "expected subscription name as first argument");
        }
        String namespace = request.method().substring(0, request.method().indexOf('_'));
        List<JsonNode> arguments = new ArrayList<>();
        for (int i = 1; i < params.size(); i++) {
            arguments.add(params.get(i));
        }
        return subscriber.subscribe(namespace, kind.textValue(), arguments)::begin;
    }

    private static Functions.Body unsubscribe(RpcRequest request, Caller caller) {
        @Nullable Object[] parsed = Params.parse(request.params(), List.of(ID));
        String id = ID.cast(parsed[0]);
        Subscriber subscriber = caller.subscriber();
        return (call, args) -> {
            if (subscriber == null || !subscriber.unsubscribe(id)) {
                throw new RpcException(RpcFault.SERVER_ERROR, "subscription not found");
            }
            return Json.bool(true);
        };
    }
}
