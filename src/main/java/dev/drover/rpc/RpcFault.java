package dev.drover.rpc;

/** Every kind of failure that a client can be told of, with its JSON-RPC code. */
public enum RpcFault {
    /** The body is not JSON. */
    PARSE_ERROR(-32700),
    /** JSON, but no JSON-RPC 2.0 call; or a batch that is empty or too large. */
    INVALID_REQUEST(-32600),
    /** No such method, or no such subscription. */
    METHOD_NOT_FOUND(-32601),
    /** Parameters of the wrong number or form. */
    INVALID_PARAMS(-32602),
    /** A defect or a failing store; the cause is in the log, never in the answer. */
    INTERNAL(-32603),
    /** geth's code for every failure without a code of its own: "header not found" and the like. */
    SERVER_ERROR(-32000),
    /** The deadline passed (geth: rpc/errors.go). */
    TIMED_OUT(-32002),
    /** The answers of a batch are larger than allowed together (geth: rpc/errors.go). */
    RESPONSE_TOO_LARGE(-32003),
    /** Too much at once (EIP-1474): try again later. */
    LIMIT_EXCEEDED(-32005),
    /** The contract took everything back; data is what it returned (geth: internal/ethapi/errors.go). */
    REVERTED(3),
    /** More in one call than is allowed (geth: internal/ethapi/errors.go). */
    CLIENT_LIMIT_EXCEEDED(-38026);

    private final int code;

    RpcFault(int code) {
        this.code = code;
    }

    /** The code that clients see. */
    public int code() {
        return code;
    }
}
