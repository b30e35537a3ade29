package dev.drover.crypto.pairing;

import java.math.BigInteger;
import java.util.List;

/** The curve alt_bn128 of EIP-196 and EIP-197: a Barreto-Naehrig curve with a twist of type D. */
public final class Bn254 extends PairingCurve {
    /** The parameter from which the curve's constants derive. */
    private static final long X = 4_965_661_367_192_848_881L;

    /** 6 · X + 2 in non-adjacent form, the lowest digit first. */
    private static final byte[] LOOP =
            digits(BigInteger.valueOf(X).multiply(BigInteger.valueOf(6)).add(BigInteger.TWO));

    private static final Bn254 CURVE = new Bn254(
            new Fp2Field(new PrimeField("30644e72e131a029b85045b68181585d97816a916871ca8d3c208c16d87cfd47"), 9));

    private Bn254(Fp2Field fp2) {
        super(
                fp2,
                fp2.base().element("3"),
                fp2.scale(fp2.invert(fp2.xi()), fp2.base().element("3")));
    }

    /** Returns the curve. */
    public static Bn254 curve() {
        return CURVE;
    }

    /** Returns true: all points of this curve are in the group of prime order. */
    @Override
    public boolean isInGroup1(Point<long[]> p) {
        return true;
    }

    /** Checks that [x + 1] q + ψ([x] q) + ψ²([x] q) = ψ³([2x] q) (El Housni, Guillevic, Piellard 2022). */
    @Override
    public boolean isInGroup2(Point<Fp2> q) {
        Point<Fp2> times = g2().multiplySparse(q, X);
        Point<Fp2> once = psi(times);
        Point<Fp2> squared = psi(once);
        Point<Fp2> left = g2().add(g2().add(g2().add(times, q), once), squared);
        return g2().equal(left, psi(g2().twice(squared)));
    }

    /** Applies ψ, the endomorphism of the twist that corresponds to the Frobenius map of the curve. */
    Point<Fp2> psi(Point<Fp2> q) {
        return new Point<>(
                fp2.multiply(fp2.conjugate(q.x()), fp12.gamma(2)),
                fp2.multiply(fp2.conjugate(q.y()), fp12.gamma(3)),
                fp2.conjugate(q.z()));
    }

    @Override
    Fp12 loop(List<Miller> millers) {
        Fp12 f = fp12.one();
        for (int i = LOOP.length - 2; i >= 0; i--) {
            f = fp12.square(f);
            for (Miller miller : millers) {
                f = multiply(f, miller.twice());
                if (LOOP[i] != 0) {
                    f = multiply(f, miller.add(LOOP[i] > 0 ? miller.second() : g2().negate(miller.second())));
                }
            }
        }
        for (Miller miller : millers) {
            Point<Fp2> once = affinePsi(miller.second());
            f = multiply(f, miller.add(once));
            f = multiply(f, miller.add(g2().negate(affinePsi(once))));
        }
        return f;
    }

    private Point<Fp2> affinePsi(Point<Fp2> q) {
        Point<Fp2> image = psi(q);
        return g2().point(image.x(), image.y());
    }

    @Override
    Fp12 multiply(Fp12 f, Miller.Line line) {
        return fp12.multiplyBy034(f, line.ofY(), line.ofX(), line.free());
    }

    /** Uses the addition chain of Fuentes-Castañeda, Knapp and Rodríguez-Henríquez (2011). */
    @Override
    Fp12 exponentiateHard(Fp12 f) {
        Fp12 x = power(f, X);
        Fp12 x2 = fp12.squareCyclotomic(x);
        Fp12 x6 = fp12.multiply(fp12.squareCyclotomic(x2), x2);
        Fp12 xx6 = power(x6, X);
        Fp12 xxx12 = power(fp12.squareCyclotomic(xx6), X);
        // a: 12x³ + 6x² + 6x, b: 12x³ + 6x² + 4x
        Fp12 a = fp12.multiply(fp12.multiply(xxx12, xx6), x6);
        Fp12 b = fp12.multiply(a, fp12.conjugate(x2));
        Fp12 constant = fp12.multiply(fp12.multiply(a, xx6), f);
        Fp12 low = fp12.multiply(constant, fp12.frobenius(b, 1));
        Fp12 middle = fp12.multiply(low, fp12.frobenius(a, 2));
        return fp12.multiply(middle, fp12.frobenius(fp12.multiply(b, fp12.conjugate(f)), 3));
    }

    private static byte[] digits(BigInteger number) {
        byte[] digits = new byte[number.bitLength() + 1];
        int length = 0;
        for (BigInteger rest = number; rest.signum() > 0; rest = rest.shiftRight(1)) {
            if (rest.testBit(0)) {
                digits[length] = (byte) (rest.testBit(1) ? -1 : 1);
                rest = rest.subtract(BigInteger.valueOf(digits[length]));
            }
            length++;
        }
        return java.util.Arrays.copyOf(digits, length);
    }
}
