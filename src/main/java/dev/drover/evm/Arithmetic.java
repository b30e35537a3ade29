package dev.drover.evm;

/**
 * Operations on 256-bit words in an array of longs: four longs to a word, the most significant first. Operands are given by the
 * index of their first long; the result replaces the last operand. {@code a} is the top of the stack, {@code b} the word below
 * it. Nothing is allocated.
 */
final class Arithmetic {
    private Arithmetic() {}

    static void add(long[] s, int a, int b) {
        long r3 = s[a + 3] + s[b + 3];
        long carry = carryOut(s[a + 3], s[b + 3], r3);
        long r2 = s[a + 2] + s[b + 2] + carry;
        carry = carryOut(s[a + 2], s[b + 2], r2);
        long r1 = s[a + 1] + s[b + 1] + carry;
        carry = carryOut(s[a + 1], s[b + 1], r1);
        set(s, b, s[a] + s[b] + carry, r1, r2, r3);
    }

    /** Computes a - b. */
    static void sub(long[] s, int a, int b) {
        long r3 = s[a + 3] - s[b + 3];
        long borrow = carryOut(r3, s[b + 3], s[a + 3]);
        long r2 = s[a + 2] - s[b + 2] - borrow;
        borrow = carryOut(r2, s[b + 2], s[a + 2]);
        long r1 = s[a + 1] - s[b + 1] - borrow;
        borrow = carryOut(r1, s[b + 1], s[a + 1]);
        set(s, b, s[a] - s[b] - borrow, r1, r2, r3);
    }

    /** Returns the carry of x + y, with or without a carry in; {@code sum} is the low 64 bits of the result. Branch-free. */
    private static long carryOut(long x, long y, long sum) {
        return (x & y | (x | y) & ~sum) >>> 63;
    }

    static void mul(long[] s, int a, int b) {
        mul(s, a, s, b, s, b);
    }

    /** Writes the low 256 bits of the product of the words at {@code x[a]} and {@code y[b]} to {@code r[c]}. */
    static void mul(long[] x, int a, long[] y, int b, long[] r, int c) {
        long a0 = x[a + 3];
        long a1 = x[a + 2];
        long a2 = x[a + 1];
        long b0 = y[b + 3];
        long b1 = y[b + 2];
        long b2 = y[b + 1];
        if ((a1 | a2 | x[a] | b1 | b2 | y[b]) == 0) {
            set(r, c, 0, 0, Math.unsignedMultiplyHigh(a0, b0), a0 * b0);
            return;
        }
        long high = x[a] * b0 + a2 * b1 + a1 * b2 + a0 * y[b];
        // Column 1: a1*b0 + a0*b1 and the high half of a0*b0.
        long r1 = Math.unsignedMultiplyHigh(a0, b0);
        long low = a1 * b0;
        r1 += low;
        long r2 = Math.unsignedMultiplyHigh(a1, b0) + carry(r1, low);
        low = a0 * b1;
        r1 += low;
        // The high half of a product is at most 2^64 - 2: one carry fits.
        long high01 = Math.unsignedMultiplyHigh(a0, b1) + carry(r1, low);
        r2 += high01;
        high += carry(r2, high01);
        // Column 2: a2*b0 + a1*b1 + a0*b2.
        low = a2 * b0;
        r2 += low;
        high += Math.unsignedMultiplyHigh(a2, b0) + carry(r2, low);
        low = a1 * b1;
        r2 += low;
        high += Math.unsignedMultiplyHigh(a1, b1) + carry(r2, low);
        low = a0 * b2;
        r2 += low;
        high += Math.unsignedMultiplyHigh(a0, b2) + carry(r2, low);
        set(r, c, high, r2, r1, a0 * b0);
    }

    /** Returns 1 if adding {@code addend} made {@code sum} overflow, otherwise 0. */
    static long carry(long sum, long addend) {
        return Long.compareUnsigned(sum, addend) < 0 ? 1 : 0;
    }

    /** Computes a to the power of b. {@code scratch} has room for two words. */
    static void exp(long[] s, int a, int b, long[] scratch) {
        set(scratch, 0, s[a], s[a + 1], s[a + 2], s[a + 3]);
        set(scratch, 4, 0, 0, 0, 1);
        int bits = bitLength(s, b);
        for (int bit = 0; bit < bits; bit++) {
            if ((s[b + 3 - (bit >>> 6)] >>> bit & 1) != 0) {
                mul(scratch, 4, scratch, 0, scratch, 4);
            }
            if (bit + 1 < bits) {
                mul(scratch, 0, scratch, 0, scratch, 0);
            }
        }
        set(s, b, scratch[4], scratch[5], scratch[6], scratch[7]);
    }

    /** Returns the number of bits without leading zeros. */
    static int bitLength(long[] s, int a) {
        for (int i = 0; i < 4; i++) {
            if (s[a + i] != 0) {
                return 64 * (4 - i) - Long.numberOfLeadingZeros(s[a + i]);
            }
        }
        return 0;
    }

    /** Sign-extends b, a number of a + 1 bytes, to 32 bytes. */
    static void signExtend(long[] s, int a, int b) {
        if ((s[a] | s[a + 1] | s[a + 2]) != 0 || Long.compareUnsigned(s[a + 3], 31) >= 0) {
            return;
        }
        int bytes = (int) s[a + 3];
        int sign = b + 3 - (bytes >>> 3);
        int shift = 56 - 8 * (bytes & 7);
        s[sign] = s[sign] << shift >> shift;
        for (int i = b; i < sign; i++) {
            s[i] = s[sign] >> 63;
        }
    }

    static boolean isZero(long[] s, int a) {
        return (s[a] | s[a + 1] | s[a + 2] | s[a + 3]) == 0;
    }

    static boolean equal(long[] s, int a, int b) {
        return s[a] == s[b] && s[a + 1] == s[b + 1] && s[a + 2] == s[b + 2] && s[a + 3] == s[b + 3];
    }

    /** Compares a and b, both unsigned, as {@link Long#compareUnsigned} does. */
    static int compare(long[] s, int a, int b) {
        for (int i = 0; i < 4; i++) {
            if (s[a + i] != s[b + i]) {
                return Long.compareUnsigned(s[a + i], s[b + i]);
            }
        }
        return 0;
    }

    /** Compares a and b in two's complement, as {@link Long#compare} does. */
    static int compareSigned(long[] s, int a, int b) {
        return s[a] != s[b] ? Long.compare(s[a], s[b]) : compare(s, a, b);
    }

    /** Extracts byte a of b; 0 is the most significant byte. */
    static void byteAt(long[] s, int a, int b) {
        long value = 0;
        if ((s[a] | s[a + 1] | s[a + 2]) == 0 && Long.compareUnsigned(s[a + 3], 32) < 0) {
            int index = (int) s[a + 3];
            value = s[b + (index >>> 3)] >>> 56 - 8 * (index & 7) & 0xff;
        }
        set(s, b, 0, 0, 0, value);
    }

    /** Shifts b to the left by a. */
    static void shiftLeft(long[] s, int a, int b) {
        int shift = shift(s, a);
        int words = shift >>> 6;
        int bits = shift & 63;
        for (int i = 0; i < 4; i++) {
            long high = i + words < 4 ? s[b + i + words] : 0;
            long low = i + words < 3 ? s[b + i + words + 1] : 0;
            s[b + i] = bits == 0 ? high : high << bits | low >>> 64 - bits;
        }
    }

    /** Shifts b to the right by a, filling with zeros. */
    static void shiftRight(long[] s, int a, int b) {
        shiftRight(s, shift(s, a), b, 0);
    }

    /** Shifts b to the right by a, filling with the sign. */
    static void shiftRightSigned(long[] s, int a, int b) {
        shiftRight(s, shift(s, a), b, s[b] >> 63);
    }

    private static void shiftRight(long[] s, int shift, int b, long fill) {
        int words = shift >>> 6;
        int bits = shift & 63;
        for (int i = 3; i >= 0; i--) {
            long low = i - words >= 0 ? s[b + i - words] : fill;
            long high = i - words >= 1 ? s[b + i - words - 1] : fill;
            s[b + i] = bits == 0 ? low : low >>> bits | high << 64 - bits;
        }
    }

    /** Returns the word at a, at most 256. */
    private static int shift(long[] s, int a) {
        return (s[a] | s[a + 1] | s[a + 2]) == 0 && Long.compareUnsigned(s[a + 3], 256) < 0 ? (int) s[a + 3] : 256;
    }

    static void set(long[] s, int a, long w0, long w1, long w2, long w3) {
        s[a] = w0;
        s[a + 1] = w1;
        s[a + 2] = w2;
        s[a + 3] = w3;
    }
}
