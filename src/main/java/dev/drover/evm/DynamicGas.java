package dev.drover.evm;

import dev.drover.chain.Address;
import org.jspecify.annotations.Nullable;

/**
 * What instructions cost beyond the table: memory, what is copied or hashed, accounts and slots that are touched first, and
 * what a call is given (Yellow Paper, appendix G and H). Also says how far memory has to reach.
 */
final class DynamicGas {
    static final long COLD_ACCOUNT = 2_600;
    static final long WARM_READ = 100;
    private static final long MAX_INIT_CODE = 49_152;
    private static final long MEMORY_MAX = 0x1f_ffff_ffe0L;
    private static final long NEW_ACCOUNT = 25_000;

    private final Evm evm;
    private final World world;
    private final RuleFlags rules;
    private final StorageGas storage;

    DynamicGas(Evm evm, World world, RuleFlags rules) {
        this.evm = evm;
        this.world = world;
        this.rules = rules;
        storage = new StorageGas(world, rules);
    }

    /** Gas of the instruction on top of the table's; sets {@link MessageFrame#memoryNeeded} and {@link MessageFrame#callGas}. */
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
            case 0x0a -> 10 + (rules.eip158 ? 50L : 10L) * ((Arithmetic.bitLength(f.stack, f.sp - 8) + 7) / 8);
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

    /** geth finds here, not when the instruction runs, that it must not change anything. */
    private static void expectWritable(MessageFrame f) {
        if (f.isStatic) {
            throw Fault.outOfGas(Fault.WRITE_PROTECTION).halt();
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
                throw Fault.maxInitCodeSize(f.low(2)).halt();
            }
            return cost + (hashing + 2) * words(f, 2);
        }
        return cost + hashing * words(f, 2);
    }

    private long selfDestruct(MessageFrame f) {
        expectWritable(f);
        long cost = 0;
        Address beneficiary = f.addressAt(0);
        if (rules.berlin && evm.warm(beneficiary)) {
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

    /** For a transfer to where nothing is. Before EIP-158 calls without value made accounts, too. */
    private long newAccount(Address to, boolean transfers) {
        boolean makes = rules.eip158 ? transfers && world.isEmpty(to) : !world.exists(to);
        return makes ? NEW_ACCOUNT : 0;
    }

    /** Touching the callee and, if its code is a delegation, whose code it runs (EIP-2929, EIP-7702). */
    private long access(MessageFrame f) {
        Address to = f.addressAt(1);
        long cost = warming(to);
        payable(f, cost);
        if (rules.prague) {
            @Nullable Address delegate = world.codeOf(world.account(to)).delegate();
            if (delegate != null) {
                cost += evm.warm(delegate) ? COLD_ACCOUNT : WARM_READ;
                payable(f, cost);
            }
        }
        return cost;
    }

    private static void payable(MessageFrame f, long cost) {
        if (f.gas < cost) {
            throw Fault.outOfGas(Fault.OUT_OF_GAS).halt();
        }
    }

    private long warming(Address address) {
        return evm.warm(address) ? COLD_ACCOUNT - WARM_READ : 0;
    }

    /** What the call gets: as much as it asks for, but since EIP-150 no more than all but a 64th of what is left. */
    private long callGas(MessageFrame f, long cost) {
        if (rules.eip150) {
            long left = f.gas - cost;
            // Less than nothing is left: whatever comes out, it cannot be paid.
            f.callGas = left < 0 ? 0 : Math.min(f.clamped(0), left - left / 64);
        } else if (f.fitsLong(0)) {
            f.callGas = Math.min(f.low(0), Long.MAX_VALUE - cost);
        } else {
            throw (f.isHuge(0) ? Fault.outOfGas(Fault.GAS_OVERFLOW) : Fault.OUT_OF_GAS).halt();
        }
        return f.callGas;
    }

    /** Cost of growing the memory so that it reaches {@code end}. */
    private static long memory(MessageFrame f, long end) {
        if (end > MEMORY_MAX) {
            throw Fault.outOfGas(Fault.GAS_OVERFLOW).halt();
        }
        long size = f.memory.size();
        if (end <= size) {
            return 0;
        }
        long words = end + 31 >>> 5;
        long cost = costOf(words) - costOf(size >>> 5);
        if (words << 5 > Memory.SIZE_MAX) {
            // Costs more than 2^42 gas, which nobody has, or the machine could not give the memory.
            throw Fault.OUT_OF_GAS.halt();
        }
        f.memoryNeeded = (int) (words << 5);
        return cost;
    }

    private static long costOf(long words) {
        return 3 * words + words * words / 512;
    }

    /** Number of words of a size that is known to be at most {@link #MEMORY_MAX}. */
    private static long words(MessageFrame f, int index) {
        return f.low(index) + 31 >>> 5;
    }

    /** The end of the part of memory whose offset and size are on the stack; 0 if it is empty. */
    private static long endOf(MessageFrame f, int offset, int size) {
        if (f.isHuge(size)) {
            throw Fault.GAS_OVERFLOW.halt();
        }
        return f.low(size) == 0 ? 0 : end(f, offset, f.low(size));
    }

    private static long end(MessageFrame f, int offset, long size) {
        long start = f.low(offset);
        long end = start + size;
        // Sizes and offsets are of 64 bits, unsigned; the end, rounded up to words, must be, too.
        if (f.isHuge(offset) || Arithmetic.carry(end, start) != 0 || Long.compareUnsigned(end, -32) > 0) {
            throw Fault.GAS_OVERFLOW.halt();
        }
        return end < 0 ? Long.MAX_VALUE : end;
    }
}
