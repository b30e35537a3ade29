package dev.drover.evm.precompile;

import dev.drover.crypto.pairing.Bn254;
import dev.drover.crypto.pairing.Fp2;
import dev.drover.crypto.pairing.Point;
import java.math.BigInteger;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Numbers and points of BN254 in inputs and outputs, as EIP-196 and EIP-197 write them. */
final class Bn254Input {
    static final Bn254 CURVE = Bn254.curve();

    private Bn254Input() {}

    /** The point in 64 bytes from {@code start} on; null if there is none. */
    static @Nullable Point<long[]> point1(byte[] input, int start) {
        BigInteger x = Input.number(input, start, 32);
        BigInteger y = Input.number(input, start + 32, 32);
        if (isTooLarge(x) || isTooLarge(y)) {
            return null;
        }
        if (x.signum() == 0 && y.signum() == 0) {
            return CURVE.g1().infinity();
        }
        long[] px = CURVE.fp().element(x);
        long[] py = CURVE.fp().element(y);
        return CURVE.g1().contains(px, py) ? CURVE.g1().point(px, py) : null;
    }

    /** The point of the group on the twist in 128 bytes from {@code start} on, imaginary parts first; null if there is none. */
    static @Nullable Point<Fp2> point2(byte[] input, int start) {
        Fp2 x = pair(input, start);
        Fp2 y = pair(input, start + 64);
        if (x == null || y == null) {
            return null;
        }
        if (CURVE.fp2().isZero(x) && CURVE.fp2().isZero(y)) {
            return CURVE.g2().infinity();
        }
        Point<Fp2> point = CURVE.g2().point(x, y);
        return CURVE.g2().contains(x, y) && CURVE.isInGroup2(point) ? point : null;
    }

    private static @Nullable Fp2 pair(byte[] input, int start) {
        BigInteger im = Input.number(input, start, 32);
        BigInteger re = Input.number(input, start + 32, 32);
        if (isTooLarge(im) || isTooLarge(re)) {
            return null;
        }
        return new Fp2(CURVE.fp().element(re), CURVE.fp().element(im));
    }

    private static boolean isTooLarge(BigInteger number) {
        return number.compareTo(CURVE.fp().modulus()) >= 0;
    }

    /** A point in 64 bytes. */
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
