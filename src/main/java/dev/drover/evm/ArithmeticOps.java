package dev.drover.evm;

/** The instructions that compute with the words on top of the stack. One thread at a time. */
final class ArithmeticOps {
    private final Division division = new Division();
    private final long[] scratch = new long[8];

    /**
     * Executes the opcodes 0x00 to 0x0b; {@code dispatch} is {@link InstructionSet#UNDEFINED} if the fork does not define
     * {@code op}.
     */
    void arithmetic(MessageFrame f, int op, int dispatch) {
        long[] s = f.stack;
        int a = f.sp - 4;
        int b = f.sp - 8;
        f.sp = a;
        switch (dispatch) {
            case Opcode.STOP -> {
                f.sp += 4;
                f.leave = true;
            }
            case Opcode.ADD -> Arithmetic.add(s, a, b);
            case Opcode.MUL -> Arithmetic.mul(s, a, b);
            case Opcode.SUB -> Arithmetic.sub(s, a, b);
            case Opcode.DIV -> division.div(s, a, b);
            case Opcode.SDIV -> division.signedDiv(s, a, b);
            case Opcode.MOD -> division.mod(s, a, b);
            case Opcode.SMOD -> division.signedMod(s, a, b);
            case Opcode.ADDMOD -> {
                division.addMod(s, a, b, b - 4);
                f.sp = b;
            }
            case Opcode.MULMOD -> {
                division.mulMod(s, a, b, b - 4);
                f.sp = b;
            }
            case Opcode.EXP -> Arithmetic.exp(s, a, b, scratch);
            case Opcode.SIGNEXTEND -> Arithmetic.signExtend(s, a, b);
            default -> {
                f.sp += 4;
                throw new HaltException(Fault.invalidOpcode(op));
            }
        }
    }

    /** Executes the comparisons and bitwise operations, 0x10 to 0x1e. */
    void bitwise(MessageFrame f, int op) {
        long[] s = f.stack;
        int a = f.sp - 4;
        int b = f.sp - 8;
        f.sp = a;
        switch (op) {
            case Opcode.LT -> flag(s, b, Arithmetic.compare(s, a, b) < 0);
            case Opcode.GT -> flag(s, b, Arithmetic.compare(s, a, b) > 0);
            case Opcode.SLT -> flag(s, b, Arithmetic.compareSigned(s, a, b) < 0);
            case Opcode.SGT -> flag(s, b, Arithmetic.compareSigned(s, a, b) > 0);
            case Opcode.EQ -> flag(s, b, Arithmetic.equal(s, a, b));
            case Opcode.AND ->
                Arithmetic.set(s, b, s[a] & s[b], s[a + 1] & s[b + 1], s[a + 2] & s[b + 2], s[a + 3] & s[b + 3]);
            case Opcode.OR ->
                Arithmetic.set(s, b, s[a] | s[b], s[a + 1] | s[b + 1], s[a + 2] | s[b + 2], s[a + 3] | s[b + 3]);
            case Opcode.XOR ->
                Arithmetic.set(s, b, s[a] ^ s[b], s[a + 1] ^ s[b + 1], s[a + 2] ^ s[b + 2], s[a + 3] ^ s[b + 3]);
            case Opcode.BYTE -> Arithmetic.byteAt(s, a, b);
            case Opcode.SHL -> Arithmetic.shiftLeft(s, a, b);
            case Opcode.SHR -> Arithmetic.shiftRight(s, a, b);
            case Opcode.SAR -> Arithmetic.shiftRightSigned(s, a, b);
            default -> {
                f.sp += 4;
                unary(s, a, op);
            }
        }
    }

    private static void unary(long[] s, int a, int op) {
        switch (op) {
            case Opcode.ISZERO -> flag(s, a, Arithmetic.isZero(s, a));
            case Opcode.NOT -> Arithmetic.set(s, a, ~s[a], ~s[a + 1], ~s[a + 2], ~s[a + 3]);
            case Opcode.CLZ -> Arithmetic.set(s, a, 0, 0, 0, 256 - Arithmetic.bitLength(s, a));
        }
    }

    private static void flag(long[] s, int a, boolean flag) {
        Arithmetic.set(s, a, 0, 0, 0, flag ? 1 : 0);
    }
}
