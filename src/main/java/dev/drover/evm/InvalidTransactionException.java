package dev.drover.evm;

/**
 * A transaction that no block may contain. Callers decide by the {@link Reason}; the message is geth's (core/error.go),
 * because JSON-RPC answers show it.
 */
public final class InvalidTransactionException extends Exception {
    private static final long serialVersionUID = 1;

    /** The rules that a transaction can break. */
    public enum Reason {
        /** It is not encoded in the one canonical way. */
        MALFORMED,
        /** Its type does not exist in this fork. */
        TYPE_NOT_SUPPORTED,
        /** Its signature is not valid. */
        INVALID_SIGNATURE,
        /** It is signed for another chain. */
        WRONG_CHAIN,
        /** Its nonce is lower than the sender's. */
        NONCE_TOO_LOW,
        /** Its nonce is higher than the sender's. */
        NONCE_TOO_HIGH,
        /** The sender's nonce cannot be incremented (EIP-2681). */
        NONCE_MAX,
        /** The sender is a contract (EIP-3607). */
        SENDER_NOT_EOA,
        /** Its gas limit is higher than a transaction's may be (EIP-7825). */
        GAS_LIMIT_TOO_HIGH,
        /** Its gas limit is higher than the gas left in the block. */
        BLOCK_GAS_EXCEEDED,
        /** Its gas limit does not cover its intrinsic gas. */
        INTRINSIC_GAS_TOO_LOW,
        /** Its gas limit does not cover the floor price of its data (EIP-7623). */
        FLOOR_GAS_TOO_LOW,
        /** The product of gas limit and price does not fit 256 bits. */
        GAS_COST_OVERFLOW,
        /** Its priority fee is higher than its fee cap. */
        TIP_ABOVE_FEE_CAP,
        /** Its fee cap is lower than the block's base fee. */
        FEE_CAP_TOO_LOW,
        /** Its blob fee cap is lower than the block's blob base fee. */
        BLOB_FEE_CAP_TOO_LOW,
        /** The sender's balance is too low. */
        INSUFFICIENT_FUNDS,
        /** It creates a contract with init code over 49,152 bytes (EIP-3860). */
        INIT_CODE_TOO_LARGE,
        /** It has blobs but may not, no blobs, too many, or an invalid versioned hash (EIP-4844). */
        INVALID_BLOBS,
        /** It has an empty authorization list, or creates a contract (EIP-7702). */
        INVALID_AUTHORIZATIONS
    }

    private final Reason reason;

    /** Creates the exception, without a stack trace, from the rule that is broken and geth's error text. */
    public InvalidTransactionException(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    /** Returns the rule that the transaction breaks. */
    public Reason reason() {
        return reason;
    }

    /** Returns geth's error text. */
    public String message() {
        return String.valueOf(getMessage());
    }
}
