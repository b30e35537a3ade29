package dev.drover.evm.precompile;

import dev.drover.crypto.pairing.Bls12381;
import dev.drover.crypto.pairing.Curve;
import dev.drover.crypto.pairing.Field;
import dev.drover.crypto.pairing.Fp2;
import dev.drover.crypto.pairing.Point;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * One of the two groups of BLS12-381 and how EIP-2537 writes its points: a number of the prime field in 64 bytes, a pair of
 * numbers in 128, a point as its coordinates, infinity as zeros.
 *
 * @param <E> an element of the field that the group's curve is over
 */
abstract sealed class BlsGroup<E> {
    static final Bls12381 CURVE = Bls12381.curve();
    static final BlsGroup<long[]> G1 = new First();
    static final BlsGroup<Fp2> G2 = new Second();

    /** Bytes of a number. */
    private static final int NUMBER = 64;

    private static final int PADDING = 16;

    private final Curve<E> curve;
    private final int elementLength;

    private BlsGroup(Curve<E> curve, int elementLength) {
        this.curve = curve;
        this.elementLength = elementLength;
    }

    Curve<E> curve() {
        return curve;
    }

    /** Bytes of an element of the field. */
    int elementLength() {
        return elementLength;
    }

    /** Bytes of a point. */
    int pointLength() {
        return 2 * elementLength;
    }

    /** The element that stands at {@code start}; null if none does. */
    abstract @Nullable E element(byte[] input, int start);

    abstract void put(E element, byte[] output, int start);

    abstract boolean hasPrimeOrder(Point<E> point);

    /** The point of the curve that stands at {@code start}; null if none does. */
    @Nullable Point<E> point(byte[] input, int start) {
        E x = element(input, start);
        E y = element(input, start + elementLength);
        if (x == null || y == null) {
            return null;
        }
        Field<E> field = curve.field();
        if (field.isZero(x) && field.isZero(y)) {
            return curve.infinity();
        }
        return curve.contains(x, y) ? curve.point(x, y) : null;
    }

    /** The same, and null too if the point is not in the group of prime order. */
    @Nullable Point<E> pointOfPrimeOrder(byte[] input, int start) {
        Point<E> point = point(input, start);
        return point != null && hasPrimeOrder(point) ? point : null;
    }

    byte[] encode(Point<E> point) {
        byte[] output = new byte[pointLength()];
        if (!curve.isInfinity(point)) {
            Point<E> affine = curve.normalize(point);
            put(affine.x(), output, 0);
            put(affine.y(), output, elementLength);
        }
        return output;
    }

    private static long @Nullable [] number(byte[] input, int start) {
        BigInteger number = Input.number(input, start + PADDING, NUMBER - PADDING);
        return Input.zeros(input, start, start + PADDING)
                        && number.compareTo(CURVE.fp().modulus()) < 0
                ? CURVE.fp().element(number)
                : null;
    }

    private static void putNumber(long[] number, byte[] output, int start) {
        System.arraycopy(CURVE.fp().encode(number), 0, output, start + PADDING, NUMBER - PADDING);
    }

    private static final class First extends BlsGroup<long[]> {
        First() {
            super(CURVE.g1(), NUMBER);
        }

        @Override
        long @Nullable [] element(byte[] input, int start) {
            return number(input, start);
        }

        @Override
        void put(long[] element, byte[] output, int start) {
            putNumber(element, output, start);
        }

        @Override
        boolean hasPrimeOrder(Point<long[]> point) {
            return CURVE.isInGroup1(point);
        }
    }

    private static final class Second extends BlsGroup<Fp2> {
        Second() {
            super(CURVE.g2(), 2 * NUMBER);
        }

        @Override
        @Nullable Fp2 element(byte[] input, int start) {
            long[] re = number(input, start);
            long[] im = number(input, start + NUMBER);
            return re == null || im == null ? null : new Fp2(re, im);
        }

        @Override
        void put(Fp2 element, byte[] output, int start) {
            putNumber(element.re(), output, start);
            putNumber(element.im(), output, start + NUMBER);
        }

        @Override
        boolean hasPrimeOrder(Point<Fp2> point) {
            return CURVE.isInGroup2(point);
        }
    }
}
