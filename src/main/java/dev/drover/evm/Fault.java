package dev.drover.evm;

/**
 * Why a call failed. The messages are those of geth (core/vm/errors.go), since traces and answers show them.
 */
public final class Fault {
    /** The gas did not suffice. */
    public static final Fault OUT_OF_GAS = new Fault("out of gas");

    /** What a creation returned was not paid for. */
    public static final Fault CODE_STORE_OUT_OF_GAS = new Fault("contract creation code storage out of gas");

    /** More than 1,024 calls within each other. */
    public static final Fault DEPTH = new Fault("max call depth exceeded");

    /** The caller has not what it sends. */
    public static final Fault INSUFFICIENT_BALANCE = new Fault("insufficient balance for transfer");

    /** Something stands already where a contract was to be created. */
    public static final Fault ADDRESS_COLLISION = new Fault("contract address collision");

    /** The contract took everything back, and keeps its gas. */
    public static final Fault REVERTED = new Fault("execution reverted");

    /** A creation returned more than 24,576 bytes (EIP-170). */
    public static final Fault MAX_CODE_SIZE = new Fault("max code size exceeded");

    /** A jump to what is no JUMPDEST. */
    public static final Fault INVALID_JUMP = new Fault("invalid jump destination");

    /** A change within a static call (EIP-214). */
    public static final Fault WRITE_PROTECTION = new Fault("write protection");

    /** RETURNDATACOPY beyond the end (EIP-211). */
    public static final Fault RETURN_DATA_OUT_OF_BOUNDS = new Fault("return data out of bounds");

    /** An offset, size or cost over 64 bits. */
    public static final Fault GAS_OVERFLOW = new Fault("gas uint64 overflow");

    /** A creation returned code of the reserved kind (EIP-3541). */
    public static final Fault INVALID_CODE = new Fault("invalid code: must not begin with 0xef");

    /** The creator's nonce is at its end (EIP-2681). */
    public static final Fault NONCE_OVERFLOW = new Fault("nonce uint64 overflow");

    private final String message;

    private Fault(String message) {
        this.message = message;
    }

    /** What ends the call. */
    HaltException halt() {
        return new HaltException(this);
    }

    /** An offset or a cost was not payable: {@code cause} says why. */
    static Fault outOfGas(String cause) {
        return new Fault("out of gas: " + cause);
    }

    /** An operation whose gas could not even be computed (geth wraps the error of a gas function like this). */
    static Fault outOfGas(Fault cause) {
        return outOfGas(cause.message());
    }

    /** Code to create a contract with is over 49,152 bytes long (EIP-3860); geth finds it while it computes gas. */
    static Fault maxInitCodeSize(long size) {
        return outOfGas("max initcode size exceeded: size " + size);
    }

    /** A precompiled contract refused its input, in its own words. */
    static Fault refused(String why) {
        return new Fault(why);
    }

    static Fault stackUnderflow(int size, int required) {
        return new Fault("stack underflow (" + size + " <=> " + required + ")");
    }

    static Fault stackOverflow(int size, int limit) {
        return new Fault("stack limit reached " + size + " (" + limit + ")");
    }

    static Fault invalidOpcode(int opcode) {
        return new Fault("invalid opcode: " + Opcode.name(opcode));
    }

    /** geth's words. */
    public String message() {
        return message;
    }

    @Override
    public String toString() {
        return message;
    }
}
