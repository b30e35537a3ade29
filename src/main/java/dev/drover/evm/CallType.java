package dev.drover.evm;

/** The ways to begin a call, with the instruction that does it. */
public enum CallType {
    /** Runs the callee's code on the callee's account; also a transaction's first call. */
    CALL(Opcode.CALL),
    /** Runs the callee's code on the caller's account. */
    CALLCODE(Opcode.CALLCODE),
    /** Runs the callee's code as if it were the caller's (EIP-7). */
    DELEGATECALL(Opcode.DELEGATECALL),
    /** A call that may change nothing (EIP-214). */
    STATICCALL(Opcode.STATICCALL),
    /** Creates a contract at an address that follows from the creator's nonce; also a transaction without recipient. */
    CREATE(Opcode.CREATE),
    /** Creates a contract at an address that follows from its code (EIP-1014). */
    CREATE2(Opcode.CREATE2),
    /** The end of a contract: not a call, but shown as one. */
    SELFDESTRUCT(Opcode.SELFDESTRUCT);

    private final int opcode;

    CallType(int opcode) {
        this.opcode = opcode;
    }

    /** The instruction's number. */
    public int opcode() {
        return opcode;
    }

    boolean creates() {
        return this == CREATE || this == CREATE2;
    }
}
