package dev.drover.evm;

import dev.drover.chain.Address;

/**
 * Computes the part of an instruction's gas that depends on its operands: memory expansion, copied or hashed words, cold
 * accounts and slots, and the gas passed to calls (Yellow Paper, appendices G and H).
 */
final class DynamicGas {
    static final long COLD_ACCOUNT = 2_600;
    static final long WARM_READ = 100;
    private static final long MAX_INIT_CODE = 49_152;
    private static final long MEMORY_MAX = 0x1f_ffff_ffe0L;
    private static final long NEW_ACCOUNT = 25_000;

    private final ExecutionContext context;
    private final World world;
    private final RuleFlags rules;
    private final StorageGas storage;

    DynamicGas(ExecutionContext context) {
        this.context = context;
        world = context.world;
        rules = context.rules;
        storage = new StorageGas(world, rules);
    }

    /**
     * Returns the gas that the instruction costs in addition to its {@link InstructionSet#gas constant gas}. Sets {@link
     * MessageFrame#memoryNeeded} and {@link MessageFrame#callGas}.
     */
    long of(MessageFrame f, int op) {
        f.memoryNeeded = 0;
        return switch (op) {
            case Opcode.MLOAD, Opcode.MSTORE -> memory(f, end(f, 0, 32));
            case Opcode.MSTORE8 -> memory(f, end(f, 0, 1));
            case Opcode.SLOAD -> storage.load(f);
            case Opcode.SSTORE -> store(f);
            case Opcode.KECCAK256 -> memory(f, endOf(f, 0, 1)) + 6 * words(f, 1);
            case Opcode.CALLDATACOPY, Opcode.CODECOPY, Opcode.RETURNDATACOPY ->
                memory(f, endOf(f, 0, 2)) + 3 * words(f, 2);
            case Opcode.EXTCODECOPY ->
                memory(f, endOf(f, 1, 3)) + 3 * words(f, 3) + (rules.berlin ? warming(f.addressAt(0)) : 0);
            case Opcode.MCOPY -> memory(f, Math.max(endOf(f, 0, 2), endOf(f, 1, 2))) + 3 * words(f, 2);
            case Opcode.EXP -> 10 + (rules.eip158 ? 50L : 10L) * ((Arithmetic.bitLength(f.stack, f.sp - 8) + 7) / 8);
            case Opcode.BALANCE, Opcode.EXTCODESIZE, Opcode.EXTCODEHASH -> warming(f.addressAt(0));
            case Opcode.RETURN, Opcode.REVERT -> memory(f, endOf(f, 0, 1));
            case Opcode.CREATE -> create(f, 0);
            case Opcode.CREATE2 -> create(f, 6);
            case Opcode.CALL, Opcode.CALLCODE -> call(f, op == Opcode.CALL);
            case Opcode.DELEGATECALL, Opcode.STATICCALL -> plainCall(f);
            case Opcode.SELFDESTRUCT -> selfDestruct(f);
            default -> log(f, op - Opcode.LOG0);
        };
    }

    private long store(MessageFrame f) {
        expectWritable(f);
        return storage.store(f);
    }

    private long call(MessageFrame f, boolean mayCreate) {
        boolean transfers = !f.isZero(2);
        if (mayCreate && transfers) {
            expectWritable(f);
        }
        long cost = memory(f, Math.max(endOf(f, 5, 6), endOf(f, 3, 4))) + (transfers ? 9_000 : 0);
        cost += rules.berlin ? access(f) : 0;
        if (mayCreate) {
            payable(f, cost);
            cost += newAccount(f.addressAt(1), transfers);
        }
        return cost + callGas(f, cost);
    }

    private long plainCall(MessageFrame f) {
        long cost = memory(f, Math.max(endOf(f, 4, 5), endOf(f, 2, 3))) + (rules.berlin ? access(f) : 0);
        return cost + callGas(f, cost);
    }

    /** Halts in a static call. geth checks this here, when it computes gas, not when the instruction runs. */
    private static void expectWritable(MessageFrame f) {
        if (f.isStatic) {
            throw new HaltException(Fault.outOfGas(Fault.WRITE_PROTECTION));
        }
    }

    private long log(MessageFrame f, int topics) {
        long cost = memory(f, endOf(f, 0, 1));
        return cost + 375 + 375L * topics + 8 * f.low(1);
    }

    private long create(MessageFrame f, long hashing) {
        long cost = memory(f, endOf(f, 1, 2));
        if (rules.shanghai) {
            if (f.low(2) > MAX_INIT_CODE) {
                throw new HaltException(Fault.maxInitCodeSize(f.low(2)));
            }
            return cost + (hashing + 2) * words(f, 2);
        }
        return cost + hashing * words(f, 2);
    }

    private long selfDestruct(MessageFrame f) {
        expectWritable(f);
        long cost = 0;
        Address beneficiary = f.addressAt(0);
        if (rules.berlin && context.warm(beneficiary)) {
            cost += COLD_ACCOUNT;
        }
        if (rules.eip150) {
            cost += rules.berlin ? 0 : 5_000;
            cost += newAccount(beneficiary, !f.account().balance.isZero());
        }
        if (!rules.london && !f.account().destroyed) {
            world.substate().addRefund(24_000);
        }
        return cost;
    }

    /** Returns the surcharge for creating an account. Before EIP-158 calls without value created accounts, too. */
    private long newAccount(Address to, boolean transfers) {
        boolean creates = rules.eip158 ? transfers && world.isEmpty(to) : !world.exists(to);
        return creates ? NEW_ACCOUNT : 0;
    }

    /** Returns the cost of accessing the callee and, if its code is a delegation, the delegate (EIP-2929, EIP-7702). */
    private long access(MessageFrame f) {
        Address to = f.addressAt(1);
        long cost = warming(to);
        payable(f, cost);
        if (rules.prague) {
            Address delegate = world.codeOf(world.account(to)).delegate();
            if (delegate != null) {
                cost += context.warm(delegate) ? COLD_ACCOUNT : WARM_READ;
                payable(f, cost);
            }
        }
        return cost;
    }

    private static void payable(MessageFrame f, long cost) {
        if (f.gas < cost) {
            throw new HaltException(Fault.outOfGas(Fault.OUT_OF_GAS));
        }
    }

    private long warming(Address address) {
        return context.warm(address) ? COLD_ACCOUNT - WARM_READ : 0;
    }

    /** Returns the gas passed to the call: what it requests, since EIP-150 at most 63/64 of the gas left. */
    private long callGas(MessageFrame f, long cost) {
        if (rules.eip150) {
            long left = f.gas - cost;
            // If nothing is left, the instruction fails whatever is returned here.
            f.callGas = left < 0 ? 0 : Math.min(f.clamped(0), left - left / 64);
        } else if (f.fitsLong(0)) {
            f.callGas = Math.min(f.low(0), Long.MAX_VALUE - cost);
        } else {
            throw new HaltException(f.isHuge(0) ? Fault.outOfGas(Fault.GAS_OVERFLOW) : Fault.OUT_OF_GAS);
        }
        return f.callGas;
    }

    /** Returns the cost of growing the memory to {@code end} bytes. */
    private static long memory(MessageFrame f, long end) {
        if (end > MEMORY_MAX) {
            throw new HaltException(Fault.outOfGas(Fault.GAS_OVERFLOW));
        }
        long size = f.memory.size();
        if (end <= size) {
            return 0;
        }
        long words = end + 31 >>> 5;
        long cost = costOf(words) - costOf(size >>> 5);
        if (words << 5 > Memory.SIZE_MAX) {
            // Would cost more than 2^42 gas; the JVM could not allocate that much.
            throw new HaltException(Fault.OUT_OF_GAS);
        }
        f.memoryNeeded = (int) (words << 5);
        return cost;
    }

    private static long costOf(long words) {
        return 3 * words + words * words / 512;
    }

    /** Returns the number of words of a size that is known to be at most {@link #MEMORY_MAX}. */
    private static long words(MessageFrame f, int index) {
        return f.low(index) + 31 >>> 5;
    }

    /** Returns the end of the memory range whose offset and size are on the stack; 0 if it is empty. */
    private static long endOf(MessageFrame f, int offset, int size) {
        if (f.isHuge(size)) {
            throw new HaltException(Fault.GAS_OVERFLOW);
        }
        return f.low(size) == 0 ? 0 : end(f, offset, f.low(size));
    }

    private static long end(MessageFrame f, int offset, long size) {
        long start = f.low(offset);
        long end = start + size;
        // Offset, size and the end rounded up to words must each fit 64 bits, unsigned.
        if (f.isHuge(offset) || Arithmetic.carry(end, start) != 0 || Long.compareUnsigned(end, -32) > 0) {
            throw new HaltException(Fault.GAS_OVERFLOW);
        }
        return end < 0 ? Long.MAX_VALUE : end;
    }
}
