package dev.drover.evm;

/**
 * The reason why a call failed. Callers decide by the {@link Kind}; the message is geth's (core/vm/errors.go), because traces
 * and JSON-RPC answers show it.
 */
public final class Fault {
    /** The kinds of failure. */
    public enum Kind {
        /** The call ran out of gas, or an operation's gas could not even be computed. */
        OUT_OF_GAS,
        /** The gas left did not cover the storage of the created contract's code. */
        CODE_STORE_OUT_OF_GAS,
        /** More than 1,024 nested calls. */
        MAX_CALL_DEPTH,
        /** The caller's balance is lower than the value it sends. */
        INSUFFICIENT_BALANCE,
        /** An account already exists at the address of the contract to create. */
        ADDRESS_COLLISION,
        /** The contract executed REVERT. */
        REVERTED,
        /** The created contract's code is longer than 24,576 bytes (EIP-170). */
        MAX_CODE_SIZE,
        /** A jump to an offset that is not a JUMPDEST. */
        INVALID_JUMP,
        /** A state change within a static call (EIP-214). */
        WRITE_PROTECTION,
        /** RETURNDATACOPY beyond the end of the return data (EIP-211). */
        RETURN_DATA_OUT_OF_BOUNDS,
        /** An offset, size or cost that does not fit 64 bits. */
        GAS_OVERFLOW,
        /** The created contract's code begins with 0xef (EIP-3541). */
        INVALID_CODE,
        /** The creator's nonce cannot be incremented (EIP-2681). */
        NONCE_OVERFLOW,
        /** A precompiled contract rejected its input. */
        PRECOMPILE_FAILED,
        /** The stack has fewer words than the instruction pops. */
        STACK_UNDERFLOW,
        /** The stack has no room for the instruction's result. */
        STACK_OVERFLOW,
        /** The opcode is not defined in this fork. */
        INVALID_OPCODE
    }

    /** The call ran out of gas. */
    public static final Fault OUT_OF_GAS = new Fault(Kind.OUT_OF_GAS, "out of gas");

    /** The contract executed REVERT: its changes are undone, and the gas it has left is returned. */
    public static final Fault REVERTED = new Fault(Kind.REVERTED, "execution reverted");

    static final Fault CODE_STORE_OUT_OF_GAS =
            new Fault(Kind.CODE_STORE_OUT_OF_GAS, "contract creation code storage out of gas");
    static final Fault DEPTH = new Fault(Kind.MAX_CALL_DEPTH, "max call depth exceeded");
    static final Fault INSUFFICIENT_BALANCE = new Fault(Kind.INSUFFICIENT_BALANCE, "insufficient balance for transfer");
    static final Fault ADDRESS_COLLISION = new Fault(Kind.ADDRESS_COLLISION, "contract address collision");
    static final Fault MAX_CODE_SIZE = new Fault(Kind.MAX_CODE_SIZE, "max code size exceeded");
    static final Fault INVALID_JUMP = new Fault(Kind.INVALID_JUMP, "invalid jump destination");
    static final Fault WRITE_PROTECTION = new Fault(Kind.WRITE_PROTECTION, "write protection");
    static final Fault RETURN_DATA_OUT_OF_BOUNDS =
            new Fault(Kind.RETURN_DATA_OUT_OF_BOUNDS, "return data out of bounds");
    static final Fault GAS_OVERFLOW = new Fault(Kind.GAS_OVERFLOW, "gas uint64 overflow");
    static final Fault INVALID_CODE = new Fault(Kind.INVALID_CODE, "invalid code: must not begin with 0xef");
    static final Fault NONCE_OVERFLOW = new Fault(Kind.NONCE_OVERFLOW, "nonce uint64 overflow");

    private final Kind kind;
    private final String message;

    private Fault(Kind kind, String message) {
        this.kind = kind;
        this.message = message;
    }

    /** Returns an out-of-gas fault for an operation that could not be paid for because of {@code cause}. */
    static Fault outOfGas(String cause) {
        return new Fault(Kind.OUT_OF_GAS, "out of gas: " + cause);
    }

    /** Returns an out-of-gas fault that wraps another one, as geth wraps the errors of its gas functions. */
    static Fault outOfGas(Fault cause) {
        return outOfGas(cause.message());
    }

    /** Returns the fault for init code over 49,152 bytes (EIP-3860), which geth detects while it computes gas. */
    static Fault maxInitCodeSize(long size) {
        return outOfGas("max initcode size exceeded: size " + size);
    }

    /** Returns the fault of a precompiled contract that rejected its input, with the contract's message. */
    static Fault precompileFailed(String message) {
        return new Fault(Kind.PRECOMPILE_FAILED, message);
    }

    static Fault stackUnderflow(int size, int required) {
        return new Fault(Kind.STACK_UNDERFLOW, "stack underflow (" + size + " <=> " + required + ")");
    }

    static Fault stackOverflow(int size, int limit) {
        return new Fault(Kind.STACK_OVERFLOW, "stack limit reached " + size + " (" + limit + ")");
    }

    static Fault invalidOpcode(int opcode) {
        return new Fault(Kind.INVALID_OPCODE, "invalid opcode: " + Opcode.name(opcode));
    }

    /** Returns the kind of failure. */
    public Kind kind() {
        return kind;
    }

    /** Returns geth's error text. */
    public String message() {
        return message;
    }

    @Override
    public String toString() {
        return message;
    }
}
