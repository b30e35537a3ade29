package dev.drover.evm;

import dev.drover.crypto.Keccak;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Runs the code of a frame until it ends or makes a call. The most frequent instructions are dispatched first, the others
 * by their high four bits, as the Yellow Paper groups them: the JIT compiler inlines small methods best.
 */
final class Interpreter {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final InstructionSet instructions;
    private final int[] dispatch;
    private final @Nullable Tracer tracer;
    private final Interrupt interrupt;
    private final DynamicGas dynamicGas;
    private final EnvironmentOps environmentOps;
    private final StorageOps storageOps;
    private final CallOps callOps;
    private final ArithmeticOps arithmeticOps = new ArithmeticOps();

    Interpreter(ExecutionContext context, InstructionSet instructions) {
        this.instructions = instructions;
        dispatch = instructions.dispatch;
        tracer = context.tracer;
        interrupt = context.interrupt;
        dynamicGas = new DynamicGas(context);
        environmentOps = new EnvironmentOps(context);
        storageOps = new StorageOps(context);
        callOps = new CallOps(context);
    }

    /** Runs until {@link MessageFrame#leave} is set. Throws {@link HaltException} if the call fails. */
    void run(MessageFrame f) {
        f.leave = false;
        if (tracer != null) {
            runTraced(f, tracer);
            return;
        }
        byte[] code = f.code.padded;
        int[] stackMin = instructions.stackMin;
        int[] stackMax = instructions.stackMax;
        int[] gas = instructions.gas;
        boolean[] isDynamic = instructions.isDynamic;
        do {
            int op = code[f.pc] & 0xff;
            if (f.sp < stackMin[op] || f.sp > stackMax[op]) {
                throw new HaltException(stackFault(f, op));
            }
            f.gas -= gas[op];
            if (f.gas < 0) {
                throw new HaltException(Fault.OUT_OF_GAS);
            }
            if (isDynamic[op]) {
                f.gas -= dynamicGas.of(f, op);
                if (f.gas < 0) {
                    throw new HaltException(Fault.OUT_OF_GAS);
                }
                f.memory.grow(f.memoryNeeded);
            }
            execute(f, op);
            f.pc++;
        } while (!f.leave);
    }

    private void runTraced(MessageFrame f, Tracer listener) {
        byte[] code = f.code.padded;
        do {
            int op = code[f.pc] & 0xff;
            int pc = f.pc;
            long gas = f.gas;
            long cost = 0;
            boolean reported = false;
            try {
                if (f.sp < instructions.stackMin[op] || f.sp > instructions.stackMax[op]) {
                    throw new HaltException(stackFault(f, op));
                }
                cost = instructions.gas[op];
                f.gas = pay(f.gas, cost);
                if (instructions.isDynamic[op]) {
                    long more = dynamicGas.of(f, op);
                    cost += more;
                    f.gas = pay(f.gas, more);
                }
                reported = true;
                listener.onOpcode(pc, op, gas, cost, f, f.returnData, f.depth, null);
                if (instructions.isDynamic[op]) {
                    f.memory.grow(f.memoryNeeded);
                }
                execute(f, op);
            } catch (HaltException halt) {
                if (reported) {
                    listener.onFault(pc, op, gas, cost, f, f.depth, halt.fault());
                } else {
                    listener.onOpcode(pc, op, gas, cost, f, f.returnData, f.depth, halt.fault());
                }
                throw halt;
            }
            f.pc++;
        } while (!f.leave);
    }

    private static long pay(long gas, long cost) {
        if (gas < cost) {
            throw new HaltException(Fault.OUT_OF_GAS);
        }
        return gas - cost;
    }

    private Fault stackFault(MessageFrame f, int op) {
        return f.sp < instructions.stackMin[op]
                ? Fault.stackUnderflow(f.sp / 4, instructions.stackMin[op] / 4)
                : Fault.stackOverflow(f.sp / 4, instructions.stackMax[op] / 4);
    }

    private void execute(MessageFrame f, int op) {
        switch (dispatch[op]) {
            case Opcode.POP -> f.sp -= 4;
            case Opcode.MLOAD -> f.memory.load((int) f.stack[f.sp - 1], f.stack, f.sp - 4);
            case Opcode.MSTORE -> store(f);
            case Opcode.JUMP -> jump(f);
            case Opcode.JUMPI -> jumpIf(f);
            case Opcode.JUMPDEST -> {}
            case Opcode.PUSH1 -> push1(f);
            default -> executeOther(f, op);
        }
    }

    private void executeOther(MessageFrame f, int op) {
        switch (dispatch[op] >>> 4) {
            case 0x0 -> arithmeticOps.arithmetic(f, op, dispatch[op]);
            case 0x1 -> arithmeticOps.bitwise(f, op);
            case 0x2 -> keccak(f);
            case 0x3 -> environmentOps.readCall(f, op);
            case 0x4 -> environmentOps.readBlock(f, op);
            case 0x5 -> memoryAndFlow(f, op);
            case 0x6, 0x7 -> push(f, op - Opcode.PUSH0);
            case 0x8 -> dup(f, op - Opcode.DUP1 + 1);
            case 0x9 -> swap(f, op - Opcode.SWAP1 + 1);
            case 0xa -> storageOps.log(f, op - Opcode.LOG0);
            default -> callOps.run(f, op);
        }
    }

    private static void keccak(MessageFrame f) {
        int length = (int) f.low(1);
        byte[] hash = Keccak.hash(f.memory.raw(), length == 0 ? 0 : (int) f.low(0), length);
        f.drop(1);
        int a = f.sp - 4;
        for (int i = 0; i < 4; i++) {
            f.stack[a + i] = (long) LONGS.get(hash, 8 * i);
        }
    }

    /** Executes the opcodes 0x51 to 0x5f that {@link #execute} does not. */
    private void memoryAndFlow(MessageFrame f, int op) {
        long[] s = f.stack;
        int a = f.sp - 4;
        switch (op) {
            case Opcode.MSTORE8 -> {
                f.memory.storeByte((int) s[a + 3], (byte) s[a - 1]);
                f.sp = a - 4;
            }
            case Opcode.PC -> f.push(f.pc);
            case Opcode.MSIZE -> f.push(f.memory.size());
            case Opcode.GAS -> f.push(f.gas);
            case Opcode.PUSH0 -> f.push(0);
            case Opcode.MCOPY -> {
                int length = (int) f.low(2);
                f.memory.move((int) f.low(0), (int) f.low(1), length);
                f.drop(3);
            }
            default -> storageOps.run(f, op);
        }
    }

    private void jump(MessageFrame f) {
        interrupt.check();
        f.drop(1);
        jumpTo(f, f.sp);
    }

    private void jumpIf(MessageFrame f) {
        interrupt.check();
        f.drop(2);
        if (!Arithmetic.isZero(f.stack, f.sp)) {
            jumpTo(f, f.sp + 4);
        }
    }

    private static void jumpTo(MessageFrame f, int a) {
        long[] s = f.stack;
        long target = s[a + 3];
        if ((s[a] | s[a + 1] | s[a + 2]) != 0 || target < 0 || target > Integer.MAX_VALUE) {
            throw new HaltException(Fault.INVALID_JUMP);
        }
        if (!f.code.isDestination((int) target)) {
            throw new HaltException(Fault.INVALID_JUMP);
        }
        // The interpreter loop increments the program counter.
        f.pc = (int) target - 1;
    }

    private static void push1(MessageFrame f) {
        Arithmetic.set(f.stack, f.sp, 0, 0, 0, f.code.padded[f.pc + 1] & 0xff);
        f.sp += 4;
        f.pc++;
    }

    private static void store(MessageFrame f) {
        int a = f.sp - 4;
        f.memory.store((int) f.stack[a + 3], f.stack, a - 4);
        f.sp = a - 4;
    }

    /** Pushes the {@code n} bytes that follow the opcode. */
    private static void push(MessageFrame f, int n) {
        byte[] code = f.code.padded;
        long[] s = f.stack;
        int a = f.sp;
        int pc = f.pc + 1;
        for (int i = 3; i >= 0; i--) {
            int bytes = n - 8 * (3 - i);
            if (bytes >= 8) {
                s[a + i] = (long) LONGS.get(code, pc + bytes - 8);
            } else {
                s[a + i] = bytes <= 0 ? 0 : (long) LONGS.get(code, pc) >>> 64 - 8 * bytes;
            }
        }
        f.sp = a + 4;
        f.pc += n;
    }

    private static void dup(MessageFrame f, int n) {
        long[] s = f.stack;
        int a = f.sp - 4 * n;
        Arithmetic.set(s, f.sp, s[a], s[a + 1], s[a + 2], s[a + 3]);
        f.sp += 4;
    }

    private static void swap(MessageFrame f, int n) {
        long[] s = f.stack;
        int a = f.sp - 4;
        int b = a - 4 * n;
        // No loop: the JIT compiler would vectorize it, and wide loads stall on the narrow stores before them.
        long w0 = s[a];
        long w1 = s[a + 1];
        long w2 = s[a + 2];
        long w3 = s[a + 3];
        Arithmetic.set(s, a, s[b], s[b + 1], s[b + 2], s[b + 3]);
        Arithmetic.set(s, b, w0, w1, w2, w3);
    }
}
