package dev.drover.evm;

/**
 * Division of 256-bit words and the operations based on it. Operands are as in {@link Arithmetic}. The long division is Knuth's
 * algorithm D (The Art of Computer Programming, 4.3.1) with 64-bit digits; a quotient digit is found with the reciprocal of the
 * divisor's first digit (Möller and Granlund, Improved division by invariant integers). Has scratch arrays: one thread at a
 * time.
 */
final class Division {
    /** Digits are little-endian here: up to eight of a product and one more. */
    private final long[] dividend = new long[9];

    private final long[] divisor = new long[4];
    private final long[] quotient = new long[9];

    /** Computes a / b; 0 if b is 0. */
    void div(long[] s, int a, int b) {
        if (fitsLong(s, a) && fitsLong(s, b)) {
            s[b + 3] = s[b + 3] == 0 ? 0 : Long.divideUnsigned(s[a + 3], s[b + 3]);
            return;
        }
        if (!Arithmetic.isZero(s, b)) {
            divideWords(s, a, b);
            store(quotient, s, b);
        }
    }

    /** Computes the remainder of a / b; 0 if b is 0. */
    void mod(long[] s, int a, int b) {
        if (fitsLong(s, a) && fitsLong(s, b)) {
            s[b + 3] = s[b + 3] == 0 ? 0 : Long.remainderUnsigned(s[a + 3], s[b + 3]);
            return;
        }
        if (!Arithmetic.isZero(s, b)) {
            divideWords(s, a, b);
            store(dividend, s, b);
        }
    }

    /** Computes a / b into {@link #quotient} and the remainder into {@link #dividend}; b must not be 0. */
    private void divideWords(long[] s, int a, int b) {
        load(s, a, dividend);
        load(s, b, divisor);
        divide(4);
    }

    /** Computes a / b in two's complement, rounded towards 0. Also changes the word at a. */
    void signedDiv(long[] s, int a, int b) {
        boolean negative = s[a] < 0 != s[b] < 0;
        negate(s, a, s[a] < 0);
        negate(s, b, s[b] < 0);
        div(s, a, b);
        negate(s, b, negative);
    }

    /** Computes the remainder of a / b in two's complement, with the sign of a. Also changes the word at a. */
    void signedMod(long[] s, int a, int b) {
        boolean negative = s[a] < 0;
        negate(s, a, s[a] < 0);
        negate(s, b, s[b] < 0);
        mod(s, a, b);
        negate(s, b, negative);
    }

    /** Computes (a + b) mod m, without overflow of the sum, into m; 0 if m is 0. */
    void addMod(long[] s, int a, int b, int m) {
        if (Arithmetic.isZero(s, m)) {
            return;
        }
        long carry = 0;
        for (int i = 0; i < 4; i++) {
            long x = s[a + 3 - i];
            long sum = x + s[b + 3 - i];
            long over = Arithmetic.carry(sum, x);
            dividend[i] = sum + carry;
            carry = over | Arithmetic.carry(dividend[i], carry);
        }
        dividend[4] = carry;
        load(s, m, divisor);
        divide(5);
        store(dividend, s, m);
    }

    /** Computes (a * b) mod m, without overflow of the product, into m; 0 if m is 0. */
    void mulMod(long[] s, int a, int b, int m) {
        if (Arithmetic.isZero(s, m)) {
            return;
        }
        for (int i = 0; i < 4; i++) {
            dividend[i] = 0;
        }
        for (int i = 0; i < 4; i++) {
            long x = s[a + 3 - i];
            long carry = 0;
            for (int j = 0; j < 4; j++) {
                long y = s[b + 3 - j];
                long low = x * y + carry;
                long high = Math.unsignedMultiplyHigh(x, y) + Arithmetic.carry(low, carry);
                low += dividend[i + j];
                carry = high + Arithmetic.carry(low, dividend[i + j]);
                dividend[i + j] = low;
            }
            dividend[i + 4] = carry;
        }
        load(s, m, divisor);
        divide(8);
        store(dividend, s, m);
    }

    private static boolean fitsLong(long[] s, int a) {
        return (s[a] | s[a + 1] | s[a + 2]) == 0;
    }

    private static void negate(long[] s, int a, boolean condition) {
        boolean carry = condition;
        for (int i = 3; condition && i >= 0; i--) {
            s[a + i] = ~s[a + i] + (carry ? 1 : 0);
            carry &= s[a + i] == 0;
        }
    }

    private static void load(long[] s, int a, long[] digits) {
        for (int i = 0; i < 4; i++) {
            digits[i] = s[a + 3 - i];
        }
    }

    private static void store(long[] digits, long[] s, int a) {
        for (int i = 0; i < 4; i++) {
            s[a + 3 - i] = digits[i];
        }
    }

    /**
     * Divides {@code dividend}, which has {@code length} digits, by {@code divisor}, which must not be zero. The quotient goes
     * into the first digits of {@code quotient}, the remainder into the first four digits of {@code dividend}.
     */
    private void divide(int length) {
        int n = 4;
        while (divisor[n - 1] == 0) {
            n--;
        }
        int m = length;
        while (m > 0 && dividend[m - 1] == 0) {
            m--;
        }
        for (int i = 0; i < 4; i++) {
            quotient[i] = 0;
        }
        if (m < n) {
            clear(dividend, m);
            return;
        }
        int shift = Long.numberOfLeadingZeros(divisor[n - 1]);
        shiftLeft(divisor, n, shift);
        dividend[m] = 0;
        shiftLeft(dividend, m + 1, shift);
        if (n == 1) {
            divideByDigit(m);
        } else {
            divideByDigits(m, n);
        }
        for (int i = 0; i < n; i++) {
            dividend[i] = shift == 0 ? dividend[i] : dividend[i] >>> shift | dividend[i + 1] << 64 - shift;
        }
        clear(dividend, n);
    }

    private static void clear(long[] digits, int from) {
        for (int i = from; i < 4; i++) {
            digits[i] = 0;
        }
    }

    private static void shiftLeft(long[] digits, int length, int shift) {
        if (shift == 0) {
            return;
        }
        for (int i = length - 1; i > 0; i--) {
            digits[i] = digits[i] << shift | digits[i - 1] >>> 64 - shift;
        }
        digits[0] <<= shift;
    }

    /** Leaves the remainder in digit 0 and zero above it. */
    private void divideByDigit(int m) {
        long d = divisor[0];
        long reciprocal = reciprocal(d);
        long rest = dividend[m];
        for (int i = m - 1; i >= 0; i--) {
            long q = quotientDigit(rest, dividend[i], d, reciprocal);
            rest = dividend[i] - q * d;
            quotient[i] = q;
        }
        dividend[0] = rest;
        dividend[1] = 0;
    }

    /** Leaves the remainder in the first n digits and zero in the next. */
    private void divideByDigits(int m, int n) {
        long d1 = divisor[n - 1];
        long d0 = divisor[n - 2];
        long reciprocal = reciprocal(d1);
        for (int j = m - n; j >= 0; j--) {
            long u2 = dividend[j + n];
            long u1 = dividend[j + n - 1];
            long q;
            if (Long.compareUnsigned(u2, d1) >= 0) {
                q = -1;
            } else {
                q = quotientDigit(u2, u1, d1, reciprocal);
                long rest = u1 - q * d1;
                // The digit is now at most one too high; adding back corrects that.
                long high = Math.unsignedMultiplyHigh(q, d0);
                int compared = Long.compareUnsigned(high, rest);
                if (compared > 0 || compared == 0 && Long.compareUnsigned(q * d0, dividend[j + n - 2]) > 0) {
                    q--;
                }
            }
            if (subtractProduct(j, n, q)) {
                q--;
                addBack(j, n);
            }
            quotient[j] = q;
        }
    }

    /** Computes dividend -= q * divisor * 2^(64 j). Returns whether the result is negative. */
    private boolean subtractProduct(int j, int n, long q) {
        long borrow = 0;
        for (int i = 0; i < n; i++) {
            long low = q * divisor[i] + borrow;
            borrow = Math.unsignedMultiplyHigh(q, divisor[i]) + Arithmetic.carry(low, borrow);
            long u = dividend[j + i];
            dividend[j + i] = u - low;
            borrow += Long.compareUnsigned(u, low) < 0 ? 1 : 0;
        }
        long u = dividend[j + n];
        dividend[j + n] = u - borrow;
        return Long.compareUnsigned(u, borrow) < 0;
    }

    private void addBack(int j, int n) {
        long carry = 0;
        for (int i = 0; i < n; i++) {
            long sum = dividend[j + i] + divisor[i];
            long over = Arithmetic.carry(sum, divisor[i]);
            dividend[j + i] = sum + carry;
            carry = over | Arithmetic.carry(dividend[j + i], carry);
        }
        dividend[j + n] += carry;
    }

    /** Returns floor((2^128 - 1) / d) - 2^64 for a digit whose highest bit is set. */
    private static long reciprocal(long d) {
        // Long division of (2^64 - 1 - d, 2^64 - 1) by d in two halves of 32 bits.
        long dHigh = d >>> 32;
        long dLow = d & 0xffff_ffffL;
        long high = halfQuotient(~d, 0xffff_ffffL, dHigh, dLow);
        long rest = (~d << 32 | 0xffff_ffffL) - high * d;
        long low = halfQuotient(rest, 0xffff_ffffL, dHigh, dLow);
        return (high << 32) + low;
    }

    /** Returns (u * 2^32 + next) / d, where u is less than d. */
    private static long halfQuotient(long u, long next, long dHigh, long dLow) {
        long q = Long.divideUnsigned(u, dHigh);
        long rest = u - q * dHigh;
        while (q >>> 32 != 0 || Long.compareUnsigned(q * dLow, rest << 32 | next) > 0) {
            q--;
            rest += dHigh;
            if (rest >>> 32 != 0) {
                break;
            }
        }
        return q;
    }

    /** Returns (high * 2^64 + low) / d, where high is less than d and d's highest bit is set. */
    private static long quotientDigit(long high, long low, long d, long reciprocal) {
        long q0 = reciprocal * high;
        long q1 = Math.unsignedMultiplyHigh(reciprocal, high) + high;
        q0 += low;
        q1 += Arithmetic.carry(q0, low) + 1;
        long rest = low - q1 * d;
        if (Long.compareUnsigned(rest, q0) > 0) {
            q1--;
            rest += d;
        }
        if (Long.compareUnsigned(rest, d) >= 0) {
            q1++;
        }
        return q1;
    }
}
