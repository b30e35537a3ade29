package dev.drover.evm;

/** The kinds of call, named after the instructions that make them. */
public enum CallType {
    /** Runs the callee's code in the callee's context; also the top-level call of a transaction. */
    CALL(Opcode.CALL),
    /** Runs the callee's code in the caller's context. */
    CALLCODE(Opcode.CALLCODE),
    /** Runs the callee's code in the caller's context, with the caller's own caller and value (EIP-7). */
    DELEGATECALL(Opcode.DELEGATECALL),
    /** Runs the callee's code without allowing state changes (EIP-214). */
    STATICCALL(Opcode.STATICCALL),
    /** Creates a contract at an address derived from the creator's nonce; also a transaction without recipient. */
    CREATE(Opcode.CREATE),
    /** Creates a contract at an address derived from its init code and a salt (EIP-1014). */
    CREATE2(Opcode.CREATE2),
    /** Destroys the contract: not a call, but traced as one. */
    SELFDESTRUCT(Opcode.SELFDESTRUCT);

    private final int opcode;

    CallType(int opcode) {
        this.opcode = opcode;
    }

    /** Returns the instruction's opcode. */
    public int opcode() {
        return opcode;
    }

    boolean creates() {
        return this == CREATE || this == CREATE2;
    }
}
