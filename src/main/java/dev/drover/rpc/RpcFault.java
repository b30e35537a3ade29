package dev.drover.rpc;

/** The kinds of errors that are reported to clients, with their JSON-RPC codes. */
public enum RpcFault {
    /** The body is not JSON. */
    PARSE_ERROR(-32700),
    /** The body is JSON but not a JSON-RPC 2.0 call, or a batch is empty or too large. */
    INVALID_REQUEST(-32600),
    /** There is no such method or no such kind of subscription. */
    METHOD_NOT_FOUND(-32601),
    /** The number or format of the parameters is wrong. */
    INVALID_PARAMS(-32602),
    /** A bug or a failing store. The cause is logged, but never sent to the client. */
    INTERNAL(-32603),
    /** Geth's code for all errors without a specific code, such as "header not found". */
    SERVER_ERROR(-32000),
    /** The deadline passed (geth: rpc/errors.go). */
    TIMED_OUT(-32002),
    /** The result of a call, or the results of a batch together, are too large (geth: rpc/errors.go). */
    RESPONSE_TOO_LARGE(-32003),
    /** There are too many requests (EIP-1474). The client should try again later. */
    LIMIT_EXCEEDED(-32005),
    /** The call reverted; the error's data is the return data (geth: internal/ethapi/errors.go). */
    REVERTED(3),
    /** A simulated call failed. */
    CONTRACT_FAILED(-32015),
    /** The nonce of a simulated transaction has already been used. */
    NONCE_TOO_LOW(-38010),
    /** The nonce of a simulated transaction leaves a gap. */
    NONCE_TOO_HIGH(-38011),
    /** The fee cap of a simulated transaction is below the base fee. */
    FEE_CAP_TOO_LOW(-38012),
    /** The gas limit of a simulated transaction is below its intrinsic gas. */
    INTRINSIC_GAS_TOO_LOW(-38013),
    /** The sender of a simulated transaction cannot pay for it. */
    INSUFFICIENT_FUNDS(-38014),
    /** The gas limit of a simulated transaction exceeds the gas left in its block. */
    BLOCK_GAS_LIMIT_REACHED(-38015),
    /** The numbers of simulated blocks do not increase. */
    BLOCK_NUMBER_INVALID(-38020),
    /** The timestamps of simulated blocks do not increase. */
    BLOCK_TIME_INVALID(-38021),
    /** The sender of a simulated transaction is a contract. */
    SENDER_IS_CONTRACT(-38024),
    /** The init code of a simulated contract creation is too large. */
    INIT_CODE_TOO_LARGE(-38025),
    /** A single call requests more than is allowed (geth: internal/ethapi/errors.go). */
    CLIENT_LIMIT_EXCEEDED(-38026);

    private final int code;

    RpcFault(int code) {
        this.code = code;
    }

    /** Returns the JSON-RPC error code. */
    public int code() {
        return code;
    }
}
