package dev.drover.crypto.pairing;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Decodes points of BLS12-381 from hex digits and from the compressed form. */
public final class Bls12381Encoding {
    private static final Bls12381 CURVE = Bls12381.curve();

    private Bls12381Encoding() {}

    /** Returns the point of the second group with these coordinates in hex digits, real parts before imaginary ones. */
    public static Point<Fp2> point2(String xRe, String xIm, String yRe, String yIm) {
        return CURVE.g2().point(CURVE.fp2().element(xRe, xIm), CURVE.fp2().element(yRe, yIm));
    }

    /**
     * Decompresses a point of the first group: 48 bytes with three flags (compressed, infinity, larger y) and x. Returns null if
     * the encoding is not valid or the point is not in the group of prime order.
     */
    public static @Nullable Point<long[]> decompress(byte[] bytes) {
        boolean compressed = (bytes[0] & 0x80) != 0;
        boolean infinity = (bytes[0] & 0x40) != 0;
        boolean large = (bytes[0] & 0x20) != 0;
        byte[] plain = bytes.clone();
        plain[0] &= 0x1f;
        BigInteger x = new BigInteger(1, plain);
        if (!compressed || x.compareTo(CURVE.fp().modulus()) >= 0) {
            return null;
        }
        if (infinity) {
            return !large && x.signum() == 0 ? CURVE.g1().infinity() : null;
        }
        long[] px = CURVE.fp().element(x);
        long[] y = CURVE.fp().squareRoot(CURVE.g1().rightSide(px));
        if (y == null) {
            return null;
        }
        boolean isLarge = CURVE.fp().number(y).shiftLeft(1).compareTo(CURVE.fp().modulus()) > 0;
        Point<long[]> point =
                CURVE.g1().point(px, isLarge == large ? y : CURVE.fp().negate(y));
        return CURVE.isInGroup1(point) ? point : null;
    }
}
