package dev.drover.crypto.pairing;

/**
 * Arithmetic on numbers in Montgomery form with any number of words (Koç, Acar, Kaliski: CIOS). Comparisons are branch-free:
 * carries are random, and mispredicted branches would dominate the run time.
 */
final class Montgomery {
    private Montgomery() {}

    /** Returns 1 if a is less than b, both unsigned, otherwise 0. */
    static long less(long a, long b) {
        return a + Long.MIN_VALUE < b + Long.MIN_VALUE ? 1 : 0;
    }

    /** Returns a + b modulo p; both must be less than p. */
    static long[] add(long[] a, long[] b, long[] p) {
        long[] sum = new long[p.length];
        long carry = 0;
        for (int i = 0; i < p.length; i++) {
            long partial = a[i] + b[i];
            sum[i] = partial + carry;
            carry = less(partial, a[i]) | less(sum[i], partial);
        }
        return reduce(sum, p);
    }

    /** Returns a - b modulo p; both must be less than p. */
    static long[] subtract(long[] a, long[] b, long[] p) {
        long[] difference = new long[p.length];
        long borrow = 0;
        for (int i = 0; i < p.length; i++) {
            long partial = a[i] - b[i];
            difference[i] = partial - borrow;
            borrow = less(a[i], b[i]) | less(partial, borrow);
        }
        long mask = -borrow;
        long carry = 0;
        for (int i = 0; i < p.length; i++) {
            long partial = difference[i] + (p[i] & mask);
            long total = partial + carry;
            carry = less(partial, difference[i]) | less(total, partial);
            difference[i] = total;
        }
        return difference;
    }

    /** Returns a · b / 2^(64 · words) modulo p; {@code inverse} is -1 / p modulo 2^64. */
    static long[] multiply(long[] a, long[] b, long[] p, long inverse) {
        int words = p.length;
        long[] t = new long[words];
        for (int i = 0; i < words; i++) {
            long factor = b[i];
            long low = a[0] * factor + t[0];
            long carry = Math.unsignedMultiplyHigh(a[0], factor) + less(low, t[0]);
            // Add the multiple of p that makes the lowest word zero, then shift down by one word.
            long m = low * inverse;
            long reduced = Math.unsignedMultiplyHigh(m, p[0]) + (low == 0 ? 0 : 1);
            for (int j = 1; j < words; j++) {
                long product = a[j] * factor;
                long sum = product + t[j];
                long total = sum + carry;
                carry = Math.unsignedMultiplyHigh(a[j], factor) + less(sum, product) + less(total, sum);
                product = m * p[j];
                sum = product + total;
                t[j - 1] = sum + reduced;
                reduced = Math.unsignedMultiplyHigh(m, p[j]) + less(sum, product) + less(t[j - 1], sum);
            }
            t[words - 1] = carry + reduced;
        }
        return reduce(t, p);
    }

    /** Subtracts p if the sum is at least p; the sum must be less than 2p. */
    private static long[] reduce(long[] sum, long[] p) {
        long[] difference = new long[p.length];
        long borrow = 0;
        for (int i = 0; i < p.length; i++) {
            long partial = sum[i] - p[i];
            difference[i] = partial - borrow;
            borrow = less(sum[i], p[i]) | less(partial, borrow);
        }
        long mask = -borrow;
        for (int i = 0; i < p.length; i++) {
            difference[i] ^= (difference[i] ^ sum[i]) & mask;
        }
        return difference;
    }
}
