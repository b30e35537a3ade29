package dev.drover.evm;

import dev.drover.chain.Word;

/** Computes the gas and refunds of SLOAD and SSTORE under the rules of each fork. */
final class StorageGas {
    private static final long COLD_SLOAD = 2_100;
    private static final long WARM_READ = 100;
    private static final long SET = 20_000;
    private static final long RESET = 5_000;

    /** EIP-2200: SSTORE fails with this much gas or less, so that a callee cannot write with only the call stipend. */
    private static final long SENTRY = 2_300;

    private final World world;
    private final RuleFlags rules;

    StorageGas(World world, RuleFlags rules) {
        this.world = world;
        this.rules = rules;
    }

    long load(MessageFrame f) {
        return world.warm(world.slot(f.account(), f.word(0))) ? COLD_SLOAD : WARM_READ;
    }

    long store(MessageFrame f) {
        if (rules.istanbul && f.gas <= SENTRY) {
            throw new HaltException(Fault.outOfGas("not enough gas for reentrancy sentry"));
        }
        StorageSlot slot = world.slot(f.account(), f.word(0));
        Word value = f.word(1);
        if (rules.london) {
            // EIP-3529: the refund for clearing is the cost of an access-list slot plus that of a reset.
            return warming(slot) + net(slot, value, WARM_READ, RESET - COLD_SLOAD, 4_800);
        }
        if (rules.berlin) {
            return warming(slot) + net(slot, value, WARM_READ, RESET - COLD_SLOAD, 15_000);
        }
        if (rules.istanbul) {
            return net(slot, value, 800, RESET, 15_000);
        }
        if (rules.eip1283) {
            return net(slot, value, 200, RESET, 15_000);
        }
        return gross(slot, value);
    }

    private long warming(StorageSlot slot) {
        return world.warm(slot) ? COLD_SLOAD : 0;
    }

    /** Returns the cost by the current value alone. */
    private long gross(StorageSlot slot, Word value) {
        if (slot.current.isZero() && !value.isZero()) {
            return SET;
        }
        if (!slot.current.isZero() && value.isZero()) {
            world.substate().addRefund(15_000);
        }
        return RESET;
    }

    /** Returns the cost by the net change since the transaction began (EIP-1283, EIP-2200, EIP-2929, EIP-3529). */
    private long net(StorageSlot slot, Word value, long again, long reset, long clearing) {
        Word original = slot.original;
        Word current = slot.current;
        if (current.equals(value)) {
            return again;
        }
        if (original.equals(current)) {
            if (original.isZero()) {
                return SET;
            }
            if (value.isZero()) {
                world.substate().addRefund(clearing);
            }
            return reset;
        }
        if (!original.isZero()) {
            if (current.isZero()) {
                world.substate().addRefund(-clearing);
            } else if (value.isZero()) {
                world.substate().addRefund(clearing);
            }
        }
        if (original.equals(value)) {
            world.substate().addRefund((original.isZero() ? SET : reset) - again);
        }
        return again;
    }
}
