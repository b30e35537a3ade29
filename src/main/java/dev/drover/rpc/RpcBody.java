package dev.drover.rpc;

import java.util.List;

/** A parsed request body. */
record RpcBody(Shape shape, List<RpcRequest> requests) {
    enum Shape {
        /** No JSON value. */
        EMPTY,
        /** Not valid JSON. */
        MALFORMED,
        /** One message. */
        SINGLE,
        /** An array of messages. */
        BATCH,
        /** An array of more messages than allowed, of which only the allowed number is kept. */
        TOO_LONG
    }

    static final RpcBody EMPTY = new RpcBody(Shape.EMPTY, List.of());
    static final RpcBody MALFORMED = new RpcBody(Shape.MALFORMED, List.of());

    boolean isBatch() {
        return shape == Shape.BATCH;
    }
}
