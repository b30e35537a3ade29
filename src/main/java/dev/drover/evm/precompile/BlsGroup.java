package dev.drover.evm.precompile;

import dev.drover.crypto.pairing.Bls12381;
import dev.drover.crypto.pairing.Curve;
import dev.drover.crypto.pairing.Field;
import dev.drover.crypto.pairing.Fp2;
import dev.drover.crypto.pairing.Point;
import java.math.BigInteger;

/**
 * One of the two groups of BLS12-381 with EIP-2537's encoding: an element of the prime field in 64 bytes, of the extension field
 * in 128, a point as its coordinates, infinity as zeros.
 *
 * @param <E> an element of the field of the group's curve
 */
abstract sealed class BlsGroup<E> {
    static final Bls12381 CURVE = Bls12381.curve();
    static final BlsGroup<long[]> G1 = new Group1();
    static final BlsGroup<Fp2> G2 = new Group2();

    /** The length of an element of the prime field in bytes. */
    private static final int NUMBER = 64;

    private static final int PADDING = 16;

    private final String name;
    private final Curve<E> curve;
    private final int elementLength;

    private BlsGroup(String name, Curve<E> curve, int elementLength) {
        this.name = name;
        this.curve = curve;
        this.elementLength = elementLength;
    }

    Curve<E> curve() {
        return curve;
    }

    /** Returns the length of an encoded field element in bytes. */
    int elementLength() {
        return elementLength;
    }

    /** Returns the length of an encoded point in bytes. */
    int pointLength() {
        return 2 * elementLength;
    }

    /** Decodes the field element at {@code start}. */
    abstract E element(byte[] input, int start) throws InvalidInputException;

    abstract void put(E element, byte[] output, int start);

    abstract boolean hasPrimeOrder(Point<E> point);

    /** Decodes the point at {@code start}, which must be on the curve. */
    Point<E> point(byte[] input, int start) throws InvalidInputException {
        E x = element(input, start);
        E y = element(input, start + elementLength);
        Field<E> field = curve.field();
        if (field.isZero(x) && field.isZero(y)) {
            return curve.infinity();
        }
        if (!curve.contains(x, y)) {
            throw new InvalidInputException("invalid point: not on curve");
        }
        return curve.point(x, y);
    }

    /** Decodes the point at {@code start}, which must be in the subgroup of prime order. */
    Point<E> pointOfPrimeOrder(byte[] input, int start) throws InvalidInputException {
        Point<E> point = point(input, start);
        if (!hasPrimeOrder(point)) {
            throw new InvalidInputException(name + " point is not on correct subgroup");
        }
        return point;
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

    private static long[] number(byte[] input, int start) throws InvalidInputException {
        if (!PrecompileInput.zeros(input, start, start + PADDING)) {
            throw new InvalidInputException("invalid field element top bytes");
        }
        BigInteger number = PrecompileInput.number(input, start + PADDING, NUMBER - PADDING);
        if (number.compareTo(CURVE.fp().modulus()) >= 0) {
            throw new InvalidInputException("invalid fp.Element encoding");
        }
        return CURVE.fp().element(number);
    }

    private static void putNumber(long[] number, byte[] output, int start) {
        System.arraycopy(CURVE.fp().encode(number), 0, output, start + PADDING, NUMBER - PADDING);
    }

    private static final class Group1 extends BlsGroup<long[]> {
        Group1() {
            super("g1", CURVE.g1(), NUMBER);
        }

        @Override
        long[] element(byte[] input, int start) throws InvalidInputException {
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

    private static final class Group2 extends BlsGroup<Fp2> {
        Group2() {
            super("g2", CURVE.g2(), 2 * NUMBER);
        }

        @Override
        Fp2 element(byte[] input, int start) throws InvalidInputException {
            long[] re = number(input, start);
            return new Fp2(re, number(input, start + NUMBER));
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
