package dev.drover.evm;

import org.jspecify.annotations.Nullable;

/** The steps of contract creation that other calls do not have (Yellow Paper, section 7). */
final class ContractCreation {
    private static final int CODE_MAX = 24_576;
    private static final long GAS_PER_CODE_BYTE = 200;

    private final World world;
    private final RuleFlags rules;

    ContractCreation(World world, RuleFlags rules) {
        this.world = world;
        this.rules = rules;
    }

    /**
     * Increments the creator's nonce and checks that the address is free. These changes are kept even if the call fails.
     * Returns why the contract cannot be created, or null.
     */
    @Nullable Fault prepare(CallRequest call) {
        long nonce = world.nonce(call.from());
        if (nonce == -1) {
            return Fault.NONCE_OVERFLOW;
        }
        world.setNonce(call.from(), nonce + 1);
        if (rules.berlin) {
            world.warm(call.to());
        }
        return world.isTaken(world.account(call.to())) ? Fault.ADDRESS_COLLISION : null;
    }

    /** Creates the contract's account. */
    void begin(CallRequest call) {
        world.create(world.account(call.to()));
        if (rules.eip158) {
            world.setNonce(call.to(), 1);
        }
    }

    /** Stores the frame's output as the contract's code. Returns why it cannot be stored, or null. */
    @Nullable Fault end(MessageFrame f) {
        byte[] code = f.output;
        if (rules.london && code.length > 0 && code[0] == (byte) 0xef) {
            return Fault.INVALID_CODE;
        }
        long cost = GAS_PER_CODE_BYTE * code.length;
        if (f.gas < cost) {
            return Fault.CODE_STORE_OUT_OF_GAS;
        }
        f.gas -= cost;
        // Checked last, as in geth: traces show which fault came first.
        if (rules.eip158 && code.length > CODE_MAX) {
            return Fault.MAX_CODE_SIZE;
        }
        if (code.length > 0) {
            world.setCode(f.address(), code);
        }
        return null;
    }

    /**
     * Returns whether the creation succeeds anyway: in Frontier, a contract whose code was not paid for exists without code.
     */
    boolean succeedsDespite(Fault fault) {
        return fault == Fault.CODE_STORE_OUT_OF_GAS && !rules.homestead;
    }
}
