package dev.drover.crypto.pairing;

import static dev.drover.crypto.pairing.Montgomery.less;

/**
 * {@link Montgomery} for four words, twice as fast: without loops the words stay in registers. BN254, the curve that contracts
 * use most, has four words.
 */
final class Montgomery4 {
    private Montgomery4() {}

    static long[] add(long[] a, long[] b, long[] p) {
        long s0 = a[0] + b[0];
        long partial = a[1] + b[1];
        long s1 = partial + less(s0, a[0]);
        long carry = less(partial, a[1]) | less(s1, partial);
        partial = a[2] + b[2];
        long s2 = partial + carry;
        carry = less(partial, a[2]) | less(s2, partial);
        return reduce(s0, s1, s2, a[3] + b[3] + carry, p);
    }

    static long[] subtract(long[] a, long[] b, long[] p) {
        long d0 = a[0] - b[0];
        long borrow = less(a[0], b[0]);
        long partial = a[1] - b[1];
        long d1 = partial - borrow;
        borrow = less(a[1], b[1]) | less(partial, borrow);
        partial = a[2] - b[2];
        long d2 = partial - borrow;
        borrow = less(a[2], b[2]) | less(partial, borrow);
        partial = a[3] - b[3];
        long d3 = partial - borrow;
        long mask = -(less(a[3], b[3]) | less(partial, borrow));
        long s0 = d0 + (p[0] & mask);
        partial = d1 + (p[1] & mask);
        long s1 = partial + less(s0, d0);
        long carry = less(partial, d1) | less(s1, partial);
        partial = d2 + (p[2] & mask);
        long s2 = partial + carry;
        carry = less(partial, d2) | less(s2, partial);
        return new long[] {s0, s1, s2, d3 + (p[3] & mask) + carry};
    }

    /**
     * Returns a · b / 2^256 modulo p: for each word of b, a multiple of p makes the lowest word zero, and the others shift
     * down.
     */
    static long[] multiply(long[] a, long[] b, long[] p, long inverse) {
        long t0 = 0;
        long t1 = 0;
        long t2 = 0;
        long t3 = 0;
        for (int i = 0; i < 4; i++) {
            long factor = b[i];
            long product = a[0] * factor;
            long total = product + t0;
            long carry = Math.unsignedMultiplyHigh(a[0], factor) + less(total, product);
            long m = total * inverse;
            long reduced = Math.unsignedMultiplyHigh(m, p[0]) + (total == 0 ? 0 : 1);
            product = a[1] * factor;
            long sum = product + t1;
            total = sum + carry;
            carry = Math.unsignedMultiplyHigh(a[1], factor) + less(sum, product) + less(total, sum);
            product = m * p[1];
            sum = product + total;
            t0 = sum + reduced;
            reduced = Math.unsignedMultiplyHigh(m, p[1]) + less(sum, product) + less(t0, sum);
            product = a[2] * factor;
            sum = product + t2;
            total = sum + carry;
            carry = Math.unsignedMultiplyHigh(a[2], factor) + less(sum, product) + less(total, sum);
            product = m * p[2];
            sum = product + total;
            t1 = sum + reduced;
            reduced = Math.unsignedMultiplyHigh(m, p[2]) + less(sum, product) + less(t1, sum);
            product = a[3] * factor;
            sum = product + t3;
            total = sum + carry;
            carry = Math.unsignedMultiplyHigh(a[3], factor) + less(sum, product) + less(total, sum);
            product = m * p[3];
            sum = product + total;
            t2 = sum + reduced;
            reduced = Math.unsignedMultiplyHigh(m, p[3]) + less(sum, product) + less(t2, sum);
            t3 = carry + reduced;
        }
        return reduce(t0, t1, t2, t3, p);
    }

    private static long[] reduce(long s0, long s1, long s2, long s3, long[] p) {
        long d0 = s0 - p[0];
        long borrow = less(s0, p[0]);
        long partial = s1 - p[1];
        long d1 = partial - borrow;
        borrow = less(s1, p[1]) | less(partial, borrow);
        partial = s2 - p[2];
        long d2 = partial - borrow;
        borrow = less(s2, p[2]) | less(partial, borrow);
        partial = s3 - p[3];
        long d3 = partial - borrow;
        long mask = -(less(s3, p[3]) | less(partial, borrow));
        return new long[] {
            d0 ^ ((d0 ^ s0) & mask), d1 ^ ((d1 ^ s1) & mask), d2 ^ ((d2 ^ s2) & mask), d3 ^ ((d3 ^ s3) & mask)
        };
    }
}
