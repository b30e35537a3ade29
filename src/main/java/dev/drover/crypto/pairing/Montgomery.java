package dev.drover.crypto.pairing;

/**
 * Multiplication of numbers in Montgomery's form (Koç, Acar, Kaliski: CIOS). No branches on data: carries are as good as random, and mispredicted branches cost most of the time.
 */
final class Montgomery {
    private Montgomery() {}

    /** 1 if a is less than b, both unsigned, else 0. */
    static long less(long a, long b) {
        return ((~a & b) | ((~a | b) & (a - b))) >>> 63;
    }

    /** Subtracts {@code p} from {@code sum} if it is not less; both are less than 2p. Changes its argument. */
    static long[] reduce(long[] sum, long[] p) {
        long borrow = 0;
        for (int i = 0; i < p.length; i++) {
            long partial = sum[i] - p[i];
            borrow = less(sum[i], p[i]) | less(partial, borrow);
        }
        long mask = borrow - 1;
        borrow = 0;
        for (int i = 0; i < p.length; i++) {
            long q = p[i] & mask;
            long partial = sum[i] - q;
            long total = partial - borrow;
            borrow = less(sum[i], q) | less(partial, borrow);
            sum[i] = total;
        }
        return sum;
    }

    /** Adds {@code p} where {@code mask} is all ones, nothing where it is 0. Changes its argument. */
    static void addMasked(long[] sum, long[] p, long mask) {
        long carry = 0;
        for (int i = 0; i < p.length; i++) {
            long q = p[i] & mask;
            long partial = sum[i] + q;
            long total = partial + carry;
            carry = less(partial, q) | less(total, carry);
            sum[i] = total;
        }
    }

    /** a · b / 2^(64 · words) modulo p; {@code inverse} is -1 / p modulo 2^64. */
    static long[] multiply(long[] a, long[] b, long[] p, long inverse) {
        int words = p.length;
        long[] t = new long[words];
        for (int i = 0; i < words; i++) {
            long factor = b[i];
            long low = a[0] * factor + t[0];
            long carry = Math.unsignedMultiplyHigh(a[0], factor) + less(low, t[0]);
            // The multiple of p that makes the lowest word zero: then everything moves down by a word.
            long m = low * inverse;
            long q = m * p[0] + low;
            long reduced = Math.unsignedMultiplyHigh(m, p[0]) + less(q, low);
            for (int j = 1; j < words; j++) {
                long product = a[j] * factor;
                long sum = product + t[j];
                long total = sum + carry;
                carry = Math.unsignedMultiplyHigh(a[j], factor) + less(sum, product) + less(total, sum);
                product = m * p[j];
                sum = product + total;
                q = sum + reduced;
                reduced = Math.unsignedMultiplyHigh(m, p[j]) + less(sum, product) + less(q, sum);
                t[j - 1] = q;
            }
            t[words - 1] = carry + reduced;
        }
        return reduce(t, p);
    }
}
