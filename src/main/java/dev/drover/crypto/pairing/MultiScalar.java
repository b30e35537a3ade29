package dev.drover.crypto.pairing;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/** Multi-scalar multiplication with Pippenger's buckets. */
public final class MultiScalar {
    private MultiScalar() {}

    /**
     * Returns scalars[0] · points[0] + scalars[1] · points[1] + …
     *
     * @param scalars as many as points, none negative
     */
    public static <E> Point<E> sum(Curve<E> curve, List<Point<E>> points, List<BigInteger> scalars) {
        if (points.size() == 1) {
            return curve.multiply(points.getFirst(), scalars.getFirst());
        }
        int window = window(points.size());
        int bits = scalars.stream().mapToInt(BigInteger::bitLength).max().orElse(0);
        Point<E> sum = curve.infinity();
        for (int start = (bits + window - 1) / window * window - window; start >= 0; start -= window) {
            for (int i = 0; i < window; i++) {
                sum = curve.twice(sum);
            }
            sum = curve.add(sum, sumOfDigits(curve, points, scalars, start, window));
        }
        return sum;
    }

    /** Returns the window size in bits that minimizes the additions, about (points + 2^window) · 256 / window. */
    private static int window(int points) {
        return Math.max(2, 31 - Integer.numberOfLeadingZeros(points) - 1);
    }

    /**
     * Returns the sum for {@code window} bits of each scalar: adds each point to the bucket of its digit, then sums digit ·
     * bucket.
     */
    private static <E> Point<E> sumOfDigits(
            Curve<E> curve, List<Point<E>> points, List<BigInteger> scalars, int start, int window) {
        @SuppressWarnings("unchecked") // the array does not leave this method
        Point<E>[] buckets = (Point<E>[]) new Point<?>[1 << window];
        Arrays.fill(buckets, curve.infinity());
        for (int i = 0; i < points.size(); i++) {
            int digit = Curve.digit(scalars.get(i), start, window);
            if (digit != 0) {
                buckets[digit] = curve.add(buckets[digit], points.get(i));
            }
        }
        Point<E> running = curve.infinity();
        Point<E> sum = curve.infinity();
        for (int digit = buckets.length - 1; digit > 0; digit--) {
            running = curve.add(running, buckets[digit]);
            sum = curve.add(sum, running);
        }
        return sum;
    }
}
