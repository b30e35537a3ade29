package dev.drover.evm;

import dev.drover.chain.Fork;
import dev.drover.chain.ForkRules;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The instructions that a fork defines, with their constant gas and stack requirements. Each fork is described by its
 * difference from the one before.
 */
final class InstructionSet {
    /** The {@link #dispatch} value of opcodes that the fork does not define; 0x0c itself is never defined. */
    static final int UNDEFINED = 0x0c;

    private static final int STACK_MAX = 1024;
    private static final Map<Fork, InstructionSet> BY_FORK = build();
    private static final InstructionSet FRONTIER = frontier();

    /** The gas that an instruction costs regardless of its operands. */
    final int[] gas = new int[256];

    /** The least number of longs on the stack that an instruction needs. */
    final int[] stackMin = new int[256];

    /** The highest number of longs on the stack that leaves room for the result. */
    final int[] stackMax = new int[256];

    /** Whether an instruction has additional gas that depends on its operands, see {@link DynamicGas}. */
    final boolean[] isDynamic = new boolean[256];

    /** The opcode itself if the fork defines it, otherwise {@link #UNDEFINED}. */
    final int[] dispatch = new int[256];

    private InstructionSet() {
        Arrays.fill(dispatch, UNDEFINED);
        Arrays.fill(stackMax, 4 * STACK_MAX);
    }

    private InstructionSet(InstructionSet other) {
        System.arraycopy(other.gas, 0, gas, 0, 256);
        System.arraycopy(other.stackMin, 0, stackMin, 0, 256);
        System.arraycopy(other.stackMax, 0, stackMax, 0, 256);
        System.arraycopy(other.isDynamic, 0, isDynamic, 0, 256);
        System.arraycopy(other.dispatch, 0, dispatch, 0, 256);
    }

    /** Returns the instructions of the latest active fork. */
    static InstructionSet of(ForkRules rules) {
        InstructionSet set = FRONTIER;
        for (Map.Entry<Fork, InstructionSet> entry : BY_FORK.entrySet()) {
            if (rules.has(entry.getKey())) {
                set = entry.getValue();
            }
        }
        return set;
    }

    private static Map<Fork, InstructionSet> build() {
        Map<Fork, InstructionSet> byFork = new EnumMap<>(Fork.class);
        InstructionSet set = frontier();
        for (Map.Entry<Fork, Consumer<InstructionSet>> change : changes().entrySet()) {
            set = new InstructionSet(set);
            change.getValue().accept(set);
            byFork.put(change.getKey(), set);
        }
        return byFork;
    }

    private static Map<Fork, Consumer<InstructionSet>> changes() {
        Map<Fork, Consumer<InstructionSet>> changes = new EnumMap<>(Fork.class);
        changes.put(
                Fork.HOMESTEAD, set -> set.define(Opcode.DELEGATECALL, 40, 6, 1).dynamic());
        changes.put(Fork.EIP150, InstructionSet::eip150);
        changes.put(Fork.BYZANTIUM, InstructionSet::byzantium);
        changes.put(Fork.CONSTANTINOPLE, InstructionSet::constantinople);
        changes.put(Fork.ISTANBUL, InstructionSet::istanbul);
        changes.put(Fork.BERLIN, InstructionSet::berlin);
        changes.put(Fork.LONDON, set -> set.define(Opcode.BASEFEE, 2, 0, 1));
        changes.put(Fork.SHANGHAI, set -> set.define(Opcode.PUSH0, 2, 0, 1));
        changes.put(Fork.CANCUN, InstructionSet::cancun);
        changes.put(Fork.OSAKA, set -> set.define(Opcode.CLZ, 5, 1, 1));
        return changes;
    }

    private static InstructionSet frontier() {
        InstructionSet set = new InstructionSet();
        set.arithmetic();
        set.environment();
        set.flow();
        for (int i = 0; i < 32; i++) {
            set.define(Opcode.PUSH1 + i, 3, 0, 1);
        }
        for (int i = 0; i < 16; i++) {
            set.define(Opcode.DUP1 + i, 3, i + 1, i + 2);
            set.define(Opcode.SWAP1 + i, 3, i + 2, i + 2);
        }
        for (int i = 0; i <= 4; i++) {
            set.define(Opcode.LOG0 + i, 0, i + 2, 0).dynamic();
        }
        set.define(Opcode.CREATE, 32_000, 3, 1).dynamic();
        set.define(Opcode.CALL, 40, 7, 1).dynamic();
        set.define(Opcode.CALLCODE, 40, 7, 1).dynamic();
        set.define(Opcode.RETURN, 0, 2, 0).dynamic();
        set.define(Opcode.SELFDESTRUCT, 0, 1, 0).dynamic();
        return set;
    }

    private void arithmetic() {
        define(Opcode.STOP, 0, 0, 0);
        define(Opcode.ADD, 3, 2, 1);
        define(Opcode.MUL, 5, 2, 1);
        define(Opcode.SUB, 3, 2, 1);
        for (int op = Opcode.DIV; op <= Opcode.SMOD; op++) {
            define(op, 5, 2, 1);
        }
        define(Opcode.ADDMOD, 8, 3, 1);
        define(Opcode.MULMOD, 8, 3, 1);
        define(Opcode.EXP, 0, 2, 1).dynamic();
        define(Opcode.SIGNEXTEND, 5, 2, 1);
        for (int op = Opcode.LT; op <= Opcode.BYTE; op++) {
            boolean unary = op == Opcode.ISZERO || op == Opcode.NOT;
            define(op, 3, unary ? 1 : 2, 1);
        }
        define(Opcode.KECCAK256, 30, 2, 1).dynamic();
    }

    private void environment() {
        define(Opcode.ADDRESS, 2, 0, 1);
        define(Opcode.BALANCE, 20, 1, 1);
        define(Opcode.ORIGIN, 2, 0, 1);
        define(Opcode.CALLER, 2, 0, 1);
        define(Opcode.CALLVALUE, 2, 0, 1);
        define(Opcode.CALLDATALOAD, 3, 1, 1);
        define(Opcode.CALLDATASIZE, 2, 0, 1);
        define(Opcode.CALLDATACOPY, 3, 3, 0).dynamic();
        define(Opcode.CODESIZE, 2, 0, 1);
        define(Opcode.CODECOPY, 3, 3, 0).dynamic();
        define(Opcode.GASPRICE, 2, 0, 1);
        define(Opcode.EXTCODESIZE, 20, 1, 1);
        define(Opcode.EXTCODECOPY, 20, 4, 0).dynamic();
        define(Opcode.BLOCKHASH, 20, 1, 1);
        for (int op = Opcode.COINBASE; op <= Opcode.GASLIMIT; op++) {
            define(op, 2, 0, 1);
        }
    }

    private void flow() {
        define(Opcode.POP, 2, 1, 0);
        define(Opcode.MLOAD, 3, 1, 1).dynamic();
        define(Opcode.MSTORE, 3, 2, 0).dynamic();
        define(Opcode.MSTORE8, 3, 2, 0).dynamic();
        define(Opcode.SLOAD, 50, 1, 1);
        define(Opcode.SSTORE, 0, 2, 0).dynamic();
        define(Opcode.JUMP, 8, 1, 0);
        define(Opcode.JUMPI, 10, 2, 0);
        define(Opcode.PC, 2, 0, 1);
        define(Opcode.MSIZE, 2, 0, 1);
        define(Opcode.GAS, 2, 0, 1);
        define(Opcode.JUMPDEST, 1, 0, 0);
    }

    private void eip150() {
        costs(400, Opcode.BALANCE)
                .costs(200, Opcode.SLOAD)
                .costs(700, Opcode.EXTCODESIZE, Opcode.EXTCODECOPY)
                .costs(700, Opcode.CALL, Opcode.CALLCODE, Opcode.DELEGATECALL);
    }

    private void byzantium() {
        define(Opcode.STATICCALL, 700, 6, 1).dynamic();
        define(Opcode.RETURNDATASIZE, 2, 0, 1);
        define(Opcode.RETURNDATACOPY, 3, 3, 0).dynamic();
        define(Opcode.REVERT, 0, 2, 0).dynamic();
    }

    private void constantinople() {
        for (int op = Opcode.SHL; op <= Opcode.SAR; op++) {
            define(op, 3, 2, 1);
        }
        define(Opcode.EXTCODEHASH, 400, 1, 1);
        define(Opcode.CREATE2, 32_000, 4, 1).dynamic();
    }

    private void istanbul() {
        define(Opcode.CHAINID, 2, 0, 1);
        define(Opcode.SELFBALANCE, 5, 0, 1);
        costs(700, Opcode.BALANCE, Opcode.EXTCODEHASH).costs(800, Opcode.SLOAD);
    }

    private void berlin() {
        define(Opcode.SLOAD, 0, 1, 1).dynamic();
        define(Opcode.BALANCE, 100, 1, 1).dynamic();
        define(Opcode.EXTCODESIZE, 100, 1, 1).dynamic();
        define(Opcode.EXTCODEHASH, 100, 1, 1).dynamic();
        costs(100, Opcode.EXTCODECOPY, Opcode.CALL, Opcode.CALLCODE, Opcode.DELEGATECALL, Opcode.STATICCALL)
                .costs(5_000, Opcode.SELFDESTRUCT);
    }

    private void cancun() {
        define(Opcode.BLOBHASH, 3, 1, 1);
        define(Opcode.BLOBBASEFEE, 2, 0, 1);
        define(Opcode.TLOAD, 100, 1, 1);
        define(Opcode.TSTORE, 100, 2, 0);
        define(Opcode.MCOPY, 3, 3, 0).dynamic();
    }

    private InstructionSet costs(int cost, int... opcodes) {
        for (int op : opcodes) {
            gas[op] = cost;
        }
        return this;
    }

    private Entry define(int op, int cost, int pops, int pushes) {
        gas[op] = cost;
        stackMin[op] = 4 * pops;
        stackMax[op] = 4 * Math.min(STACK_MAX, STACK_MAX + pops - pushes);
        dispatch[op] = op;
        return () -> isDynamic[op] = true;
    }

    private interface Entry {
        void dynamic();
    }
}
