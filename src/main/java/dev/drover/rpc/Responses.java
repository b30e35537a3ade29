package dev.drover.rpc;

import dev.drover.json.Json;
import dev.drover.json.JsonTooLargeException;
import dev.drover.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes JSON-RPC responses, with the members in geth's order and the id as the client sent it. */
final class Responses {
    private static final byte[] NULL_ID = "null".getBytes(StandardCharsets.US_ASCII);

    private Responses() {}

    /**
     * Writes the response to a call that succeeded. Returns the size of the result.
     *
     * @param resultMaxBytes the approximate maximum size of the result
     * @throws RpcException if the result is larger
     */
    static int result(JsonWriter out, byte @Nullable [] id, Json result, int resultMaxBytes) {
        begin(out, id).name("result");
        long start = out.length();
        out.limit(start + resultMaxBytes);
        try {
            result.writeTo(out);
        } catch (JsonTooLargeException e) {
            throw new RpcException(RpcFault.RESPONSE_TOO_LARGE, "response too large");
        } finally {
            // The rest of the response, or the error written instead, is small.
            out.limit(Long.MAX_VALUE);
        }
        int size = Math.toIntExact(out.length() - start);
        out.endObject();
        return size;
    }

    /** Writes the response to a call that failed. Returns the size of the error. */
    static int error(JsonWriter out, byte @Nullable [] id, RpcException e) {
        begin(out, id).name("error");
        long start = out.length();
        out.beginObject().name("code").number(e.fault().code());
        out.name("message").string(e.text());
        Json data = e.data();
        if (data != null) {
            data.writeTo(out.name("data"));
        }
        out.endObject();
        int size = Math.toIntExact(out.length() - start);
        out.endObject();
        return size;
    }

    /** Writes the response to a batch that is too long: one error with the id of the first call. */
    static void batchTooLarge(JsonWriter out, List<RpcRequest> requests) {
        byte @Nullable [] id = requests.stream()
                .filter(request -> request.kind() == RpcRequest.Kind.CALL)
                .findFirst()
                .map(RpcRequest::id)
                .orElse(null);
        out.beginArray();
        error(out, id, new RpcException(RpcFault.INVALID_REQUEST, "batch too large"));
        out.endArray();
    }

    /** Writes the same error for all requests from index {@code first} on. */
    static void remaining(JsonWriter out, List<RpcRequest> requests, int first, RpcException e) {
        for (RpcRequest request : requests.subList(first, requests.size())) {
            if (request.isAnswered()) {
                error(out, request.id(), e);
            }
        }
    }

    private static JsonWriter begin(JsonWriter out, byte @Nullable [] id) {
        out.beginObject().name("jsonrpc").string("2.0");
        return out.name("id").raw(id == null ? NULL_ID : id);
    }
}
