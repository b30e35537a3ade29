package dev.drover.evm;

/** Instructions that compute with the words on top of the stack. One thread at a time. */
final class ArithmeticOps {
    private final Division division = new Division();
    private final long[] scratch = new long[8];

    /** The instructions 0x00 to 0x0b; {@code runsAs} is {@link InstructionSet#UNDEFINED} for what the fork does not know. */
    void arithmetic(MessageFrame f, int op, int runsAs) {
        long[] s = f.stack;
        int a = f.sp - 4;
        int b = f.sp - 8;
        f.sp = a;
        switch (runsAs) {
            case Opcode.STOP -> {
                f.sp += 4;
                f.leave = true;
            }
            case 0x01 -> Arithmetic.add(s, a, b);
            case 0x02 -> Arithmetic.mul(s, a, b);
            case 0x03 -> Arithmetic.sub(s, a, b);
            case 0x04 -> division.div(s, a, b);
            case 0x05 -> division.signedDiv(s, a, b);
            case 0x06 -> division.mod(s, a, b);
            case 0x07 -> division.signedMod(s, a, b);
            case 0x08 -> {
                division.addMod(s, a, b, b - 4);
                f.sp = b;
            }
            case 0x09 -> {
                division.mulMod(s, a, b, b - 4);
                f.sp = b;
            }
            case 0x0a -> Arithmetic.exp(s, a, b, scratch);
            case 0x0b -> Arithmetic.signExtend(s, a, b);
            default -> {
                f.sp += 4;
                throw Fault.invalidOpcode(op).halt();
            }
        }
    }

    /** The instructions 0x10 to 0x1e. */
    void bits(MessageFrame f, int op) {
        long[] s = f.stack;
        int a = f.sp - 4;
        int b = f.sp - 8;
        f.sp = a;
        switch (op) {
            case 0x10 -> flag(s, b, Arithmetic.compare(s, a, b) < 0);
            case 0x11 -> flag(s, b, Arithmetic.compare(s, a, b) > 0);
            case 0x12 -> flag(s, b, Arithmetic.compareSigned(s, a, b) < 0);
            case 0x13 -> flag(s, b, Arithmetic.compareSigned(s, a, b) > 0);
            case 0x14 -> flag(s, b, Arithmetic.equal(s, a, b));
            case 0x16 ->
                Arithmetic.set(s, b, s[a] & s[b], s[a + 1] & s[b + 1], s[a + 2] & s[b + 2], s[a + 3] & s[b + 3]);
            case 0x17 ->
                Arithmetic.set(s, b, s[a] | s[b], s[a + 1] | s[b + 1], s[a + 2] | s[b + 2], s[a + 3] | s[b + 3]);
            case 0x18 ->
                Arithmetic.set(s, b, s[a] ^ s[b], s[a + 1] ^ s[b + 1], s[a + 2] ^ s[b + 2], s[a + 3] ^ s[b + 3]);
            case 0x1a -> Arithmetic.byteAt(s, a, b);
            case 0x1b -> Arithmetic.shiftLeft(s, a, b);
            case 0x1c -> Arithmetic.shiftRight(s, a, b);
            case 0x1d -> Arithmetic.shiftRightSigned(s, a, b);
            default -> {
                f.sp += 4;
                ofOne(s, a, op);
            }
        }
    }

    private static void ofOne(long[] s, int a, int op) {
        switch (op) {
            case 0x15 -> flag(s, a, Arithmetic.isZero(s, a));
            case 0x19 -> Arithmetic.set(s, a, ~s[a], ~s[a + 1], ~s[a + 2], ~s[a + 3]);
            default -> Arithmetic.set(s, a, 0, 0, 0, 256 - Arithmetic.bitLength(s, a));
        }
    }

    private static void flag(long[] s, int a, boolean flag) {
        Arithmetic.set(s, a, 0, 0, 0, flag ? 1 : 0);
    }
}
