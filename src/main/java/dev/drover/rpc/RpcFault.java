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
    /** A simulated call failed. */
    CONTRACT_FAILED(-32015),
    /** A simulated transaction's nonce was used already. */
    NONCE_TOO_LOW(-38010),
    /** A simulated transaction's nonce leaves a gap. */
    NONCE_TOO_HIGH(-38011),
    /** A simulated transaction offers less than the base fee. */
    FEE_CAP_TOO_LOW(-38012),
    /** A simulated transaction has less gas than it costs itself. */
    INTRINSIC_GAS_TOO_LOW(-38013),
    /** Its sender cannot pay a simulated transaction. */
    INSUFFICIENT_FUNDS(-38014),
    /** A simulated transaction has more gas than its block has left. */
    BLOCK_GAS_LIMIT_REACHED(-38015),
    /** Simulated blocks must have rising numbers. */
    BLOCK_NUMBER_INVALID(-38020),
    /** Simulated blocks must have rising times. */
    BLOCK_TIME_INVALID(-38021),
    /** A simulated transaction is sent by a contract. */
    SENDER_IS_CONTRACT(-38024),
    /** The code to create a contract with is too large. */
    INIT_CODE_TOO_LARGE(-38025),
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
