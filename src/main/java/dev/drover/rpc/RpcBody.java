package dev.drover.rpc;

import java.util.List;

/** What a body holds. */
record RpcBody(Shape shape, List<RpcRequest> requests) {
    enum Shape {
        /** Nothing at all. */
        EMPTY,
        /** No JSON. */
        MALFORMED,
        /** One message. */
        SINGLE,
        /** An array of messages. */
        BATCH,
        /** An array of more messages than allowed; the first of them are here. */
        TOO_LONG
    }

    static final RpcBody EMPTY = new RpcBody(Shape.EMPTY, List.of());
    static final RpcBody MALFORMED = new RpcBody(Shape.MALFORMED, List.of());

    boolean isBatch() {
        return shape == Shape.BATCH;
    }
}
