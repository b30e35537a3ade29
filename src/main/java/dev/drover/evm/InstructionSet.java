package dev.drover.evm;

import dev.drover.chain.Fork;
import dev.drover.chain.ForkRules;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/** Which instructions a fork knows, the gas that each costs at least, and how many words it takes and gives. */
final class InstructionSet {
    /** What an instruction runs as that the fork does not know. */
    static final int UNDEFINED = 0x0c;

    private static final int STACK_MAX = 1024;
    private static final Map<Fork, InstructionSet> TABLES = build();
    private static final InstructionSet FRONTIER = frontier();

    /** Gas that an instruction costs whatever its operands. */
    final int[] gas = new int[256];

    /** How many longs must be on the stack. */
    final int[] stackMin = new int[256];

    /** How many longs may be on the stack, so that there is room for the result. */
    final int[] stackMax = new int[256];

    /** Whether it costs more, depending on its operands. */
    final boolean[] isDynamic = new boolean[256];

    /** The instruction's number, or {@link #UNDEFINED}. */
    final int[] runsAs = new int[256];

    private InstructionSet() {
        Arrays.fill(runsAs, UNDEFINED);
        Arrays.fill(stackMax, 4 * STACK_MAX);
    }

    private InstructionSet(InstructionSet other) {
        System.arraycopy(other.gas, 0, gas, 0, 256);
        System.arraycopy(other.stackMin, 0, stackMin, 0, 256);
        System.arraycopy(other.stackMax, 0, stackMax, 0, 256);
        System.arraycopy(other.isDynamic, 0, isDynamic, 0, 256);
        System.arraycopy(other.runsAs, 0, runsAs, 0, 256);
    }

    /** The table of the newest fork in force. */
    static InstructionSet of(ForkRules rules) {
        InstructionSet table = FRONTIER;
        for (Map.Entry<Fork, InstructionSet> entry : TABLES.entrySet()) {
            if (rules.has(entry.getKey())) {
                table = entry.getValue();
            }
        }
        return table;
    }

    private static Map<Fork, InstructionSet> build() {
        Map<Fork, InstructionSet> tables = new EnumMap<>(Fork.class);
        InstructionSet table = frontier();
        for (Map.Entry<Fork, Consumer<InstructionSet>> change : changes().entrySet()) {
            table = new InstructionSet(table);
            change.getValue().accept(table);
            tables.put(change.getKey(), table);
        }
        return tables;
    }

    private static Map<Fork, Consumer<InstructionSet>> changes() {
        Map<Fork, Consumer<InstructionSet>> changes = new EnumMap<>(Fork.class);
        changes.put(
                Fork.HOMESTEAD,
                table -> table.define(Opcode.DELEGATECALL, 40, 6, 1).dynamic());
        changes.put(Fork.EIP150, InstructionSet::eip150);
        changes.put(Fork.BYZANTIUM, InstructionSet::byzantium);
        changes.put(Fork.CONSTANTINOPLE, InstructionSet::constantinople);
        changes.put(Fork.ISTANBUL, InstructionSet::istanbul);
        changes.put(Fork.BERLIN, InstructionSet::berlin);
        changes.put(Fork.LONDON, table -> table.define(0x48, 2, 0, 1));
        changes.put(Fork.SHANGHAI, table -> table.define(Opcode.PUSH0, 2, 0, 1));
        changes.put(Fork.CANCUN, InstructionSet::cancun);
        changes.put(Fork.OSAKA, table -> table.define(0x1e, 5, 1, 1));
        return changes;
    }

    private static InstructionSet frontier() {
        InstructionSet table = new InstructionSet();
        table.arithmetic();
        table.environment();
        table.flow();
        for (int i = 0; i < 32; i++) {
            table.define(Opcode.PUSH1 + i, 3, 0, 1);
        }
        for (int i = 1; i <= 16; i++) {
            table.define(0x7f + i, 3, i, i + 1);
            table.define(0x8f + i, 3, i + 1, i + 1);
        }
        for (int i = 0; i <= 4; i++) {
            table.define(Opcode.LOG0 + i, 0, i + 2, 0).dynamic();
        }
        table.define(Opcode.CREATE, 32_000, 3, 1).dynamic();
        table.define(Opcode.CALL, 40, 7, 1).dynamic();
        table.define(Opcode.CALLCODE, 40, 7, 1).dynamic();
        table.define(Opcode.RETURN, 0, 2, 0).dynamic();
        table.define(Opcode.SELFDESTRUCT, 0, 1, 0).dynamic();
        return table;
    }

    private void arithmetic() {
        define(Opcode.STOP, 0, 0, 0);
        int[] gasOf = {3, 5, 3, 5, 5, 5, 5};
        for (int i = 0; i < gasOf.length; i++) {
            define(0x01 + i, gasOf[i], 2, 1);
        }
        define(0x08, 8, 3, 1);
        define(0x09, 8, 3, 1);
        define(0x0a, 0, 2, 1).dynamic();
        define(0x0b, 5, 2, 1);
        for (int op = 0x10; op <= 0x1a; op++) {
            boolean unary = op == 0x15 || op == 0x19;
            define(op, 3, unary ? 1 : 2, 1);
        }
        define(Opcode.KECCAK256, 30, 2, 1).dynamic();
    }

    private void environment() {
        define(0x30, 2, 0, 1);
        define(Opcode.BALANCE, 20, 1, 1);
        define(0x32, 2, 0, 1);
        define(0x33, 2, 0, 1);
        define(0x34, 2, 0, 1);
        define(0x35, 3, 1, 1);
        define(0x36, 2, 0, 1);
        define(Opcode.CALLDATACOPY, 3, 3, 0).dynamic();
        define(0x38, 2, 0, 1);
        define(Opcode.CODECOPY, 3, 3, 0).dynamic();
        define(0x3a, 2, 0, 1);
        define(Opcode.EXTCODESIZE, 20, 1, 1);
        define(Opcode.EXTCODECOPY, 20, 4, 0).dynamic();
        define(0x40, 20, 1, 1);
        for (int op = 0x41; op <= 0x45; op++) {
            define(op, 2, 0, 1);
        }
    }

    private void flow() {
        define(0x50, 2, 1, 0);
        define(Opcode.MLOAD, 3, 1, 1).dynamic();
        define(Opcode.MSTORE, 3, 2, 0).dynamic();
        define(Opcode.MSTORE8, 3, 2, 0).dynamic();
        define(Opcode.SLOAD, 50, 1, 1);
        define(Opcode.SSTORE, 0, 2, 0).dynamic();
        define(0x56, 8, 1, 0);
        define(0x57, 10, 2, 0);
        define(0x58, 2, 0, 1);
        define(0x59, 2, 0, 1);
        define(0x5a, 2, 0, 1);
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
        for (int op = 0x1b; op <= 0x1d; op++) {
            define(op, 3, 2, 1);
        }
        define(Opcode.EXTCODEHASH, 400, 1, 1);
        define(Opcode.CREATE2, 32_000, 4, 1).dynamic();
    }

    private void istanbul() {
        define(0x46, 2, 0, 1);
        define(0x47, 5, 0, 1);
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
        define(0x49, 3, 1, 1);
        define(0x4a, 2, 0, 1);
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

    private Entry define(int op, int cost, int takes, int gives) {
        gas[op] = cost;
        stackMin[op] = 4 * takes;
        stackMax[op] = 4 * Math.min(STACK_MAX, STACK_MAX + takes - gives);
        runsAs[op] = op;
        return () -> isDynamic[op] = true;
    }

    private interface Entry {
        void dynamic();
    }
}
