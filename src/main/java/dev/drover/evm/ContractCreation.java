package dev.drover.evm;

import org.jspecify.annotations.Nullable;

/** What is special about calls that create a contract (Yellow Paper, section 7). */
final class ContractCreation {
    private static final int CODE_MAX = 24_576;
    private static final long GAS_PER_CODE_BYTE = 200;

    private final World world;
    private final RuleFlags rules;

    ContractCreation(World world, RuleFlags rules) {
        this.world = world;
        this.rules = rules;
    }

    /** Counts the creator's nonce and looks whether the place is free. These changes stay even if the call fails. */
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

    void begin(CallRequest call) {
        world.create(world.account(call.to()));
        if (rules.eip158) {
            world.setNonce(call.to(), 1);
        }
    }

    /** Keeps what the frame returned as the code of the contract, if it may be. */
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
        // Asked for last, as geth does: traces show which of the faults came first.
        if (rules.eip158 && code.length > CODE_MAX) {
            return Fault.MAX_CODE_SIZE;
        }
        if (code.length > 0) {
            world.setCode(f.address(), code);
        }
        return null;
    }

    /** In Frontier a contract whose code was not paid for was there all the same, without code. */
    boolean succeedsIn(Fault fault) {
        return fault == Fault.CODE_STORE_OUT_OF_GAS && !rules.homestead;
    }
}
