package dev.drover.evm.precompile;

import dev.drover.crypto.pairing.Bn254;
import dev.drover.crypto.pairing.Fp2;
import dev.drover.crypto.pairing.Point;
import java.math.BigInteger;
import java.util.Arrays;

/** The encoding of numbers and points of BN254 (EIP-196, EIP-197). */
final class Bn254Input {
    static final Bn254 CURVE = Bn254.curve();

    private Bn254Input() {}

    /** Decodes the 64-byte point of the first group at {@code start}. */
    static Point<long[]> point1(byte[] input, int start) throws InvalidInputException {
        long[] x = number(input, start);
        long[] y = number(input, start + 32);
        if (CURVE.fp().isZero(x) && CURVE.fp().isZero(y)) {
            return CURVE.g1().infinity();
        }
        if (!CURVE.g1().contains(x, y)) {
            throw new InvalidInputException("point is not on curve");
        }
        return CURVE.g1().point(x, y);
    }

    /** Decodes the 128-byte point of the second group at {@code start}, imaginary parts first. */
    static Point<Fp2> point2(byte[] input, int start) throws InvalidInputException {
        Fp2 x = pair(input, start);
        Fp2 y = pair(input, start + 64);
        if (CURVE.fp2().isZero(x) && CURVE.fp2().isZero(y)) {
            return CURVE.g2().infinity();
        }
        if (!CURVE.g2().contains(x, y)) {
            throw new InvalidInputException("point is not on curve");
        }
        Point<Fp2> point = CURVE.g2().point(x, y);
        if (!CURVE.isInGroup2(point)) {
            throw new InvalidInputException("point is not in correct subgroup");
        }
        return point;
    }

    private static Fp2 pair(byte[] input, int start) throws InvalidInputException {
        long[] im = number(input, start);
        return new Fp2(number(input, start + 32), im);
    }

    private static long[] number(byte[] input, int start) throws InvalidInputException {
        BigInteger number = PrecompileInput.number(input, start, 32);
        if (number.compareTo(CURVE.fp().modulus()) >= 0) {
            throw new InvalidInputException("invalid fp.Element encoding");
        }
        return CURVE.fp().element(number);
    }

    /** Encodes a point of the first group in 64 bytes. */
    static byte[] encode(Point<long[]> point) {
        if (CURVE.g1().isInfinity(point)) {
            return new byte[64];
        }
        Point<long[]> affine = CURVE.g1().normalize(point);
        byte[] output = Arrays.copyOf(CURVE.fp().encode(affine.x()), 64);
        System.arraycopy(CURVE.fp().encode(affine.y()), 0, output, 32, 32);
        return output;
    }
}
