package dev.drover.crypto.pairing;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** The quadratic extension of a prime field in which -1 is not a square. */
public final class Fp2Field implements Field<Fp2> {
    private final PrimeField fp;
    private final Fp2 zero;
    private final Fp2 one;
    private final long[] half;
    private final int nonResidue;

    /** @param nonResidue the real part of ξ = nonResidue + i, which is neither a square nor a cube; a small number */
    Fp2Field(PrimeField fp, int nonResidue) {
        this.fp = fp;
        this.nonResidue = nonResidue;
        zero = new Fp2(fp.zero(), fp.zero());
        half = fp.invert(fp.element(BigInteger.TWO));
        one = new Fp2(fp.one(), fp.zero());
    }

    /** Returns the prime field. */
    public PrimeField base() {
        return fp;
    }

    /** Returns the element with these two parts in hex digits. */
    Fp2 element(String re, String im) {
        return new Fp2(fp.element(re), fp.element(im));
    }

    @Override
    public Fp2 zero() {
        return zero;
    }

    @Override
    public Fp2 one() {
        return one;
    }

    /** Returns ξ, whose roots extend this field. */
    Fp2 xi() {
        return new Fp2(fp.element(BigInteger.valueOf(nonResidue)), fp.one());
    }

    @Override
    public Fp2 add(Fp2 a, Fp2 b) {
        return new Fp2(fp.add(a.re(), b.re()), fp.add(a.im(), b.im()));
    }

    @Override
    public Fp2 subtract(Fp2 a, Fp2 b) {
        return new Fp2(fp.subtract(a.re(), b.re()), fp.subtract(a.im(), b.im()));
    }

    @Override
    public Fp2 negate(Fp2 a) {
        return new Fp2(fp.negate(a.re()), fp.negate(a.im()));
    }

    /** Returns re - im · i. */
    Fp2 conjugate(Fp2 a) {
        return new Fp2(a.re(), fp.negate(a.im()));
    }

    /** Multiplies with three multiplications (Karatsuba). */
    @Override
    public Fp2 multiply(Fp2 a, Fp2 b) {
        long[] re = fp.multiply(a.re(), b.re());
        long[] im = fp.multiply(a.im(), b.im());
        long[] both = fp.multiply(fp.add(a.re(), a.im()), fp.add(b.re(), b.im()));
        return new Fp2(fp.subtract(re, im), fp.subtract(both, fp.add(re, im)));
    }

    @Override
    public Fp2 square(Fp2 a) {
        long[] re = fp.multiply(fp.add(a.re(), a.im()), fp.subtract(a.re(), a.im()));
        return new Fp2(re, fp.twice(fp.multiply(a.re(), a.im())));
    }

    /** Multiplies both parts by an element of the prime field. */
    Fp2 scale(Fp2 a, long[] factor) {
        return new Fp2(fp.multiply(a.re(), factor), fp.multiply(a.im(), factor));
    }

    /** Returns a · ξ. */
    Fp2 timesXi(Fp2 a) {
        return nonResidue == 1
                ? new Fp2(fp.subtract(a.re(), a.im()), fp.add(a.re(), a.im()))
                : new Fp2(fp.subtract(times(a.re()), a.im()), fp.add(times(a.im()), a.re()));
    }

    /** Returns a · nonResidue, by doubling and adding. */
    private long[] times(long[] a) {
        long[] product = a;
        for (int bit = 30 - Integer.numberOfLeadingZeros(nonResidue); bit >= 0; bit--) {
            product = fp.twice(product);
            if ((nonResidue >> bit & 1) != 0) {
                product = fp.add(product, a);
            }
        }
        return product;
    }

    @Override
    public Fp2 invert(Fp2 a) {
        long[] norm = fp.invert(fp.add(fp.square(a.re()), fp.square(a.im())));
        return scale(conjugate(a), norm);
    }

    /** Finds r + s · i with the root of the norm: re = r² - s² and im = 2rs imply (norm + re) / 2 = r². */
    @Override
    public @Nullable Fp2 squareRoot(Fp2 a) {
        long[] norm = fp.squareRoot(fp.add(fp.square(a.re()), fp.square(a.im())));
        if (norm == null) {
            return null;
        }
        long[] re = fp.squareRoot(fp.multiply(fp.add(a.re(), norm), half));
        if (re == null) {
            re = fp.squareRoot(fp.multiply(fp.subtract(a.re(), norm), half));
        }
        if (re == null) {
            return null;
        }
        Fp2 root =
                fp.isZero(re) ? rootOfReal(a.re()) : new Fp2(re, fp.multiply(fp.multiply(a.im(), half), fp.invert(re)));
        return root != null && equal(square(root), a) ? root : null;
    }

    /** Returns the imaginary root of a number that has no real root, or of 0. */
    private @Nullable Fp2 rootOfReal(long[] a) {
        long[] im = fp.squareRoot(fp.negate(a));
        return im == null ? null : new Fp2(fp.zero(), im);
    }

    @Override
    public boolean isOdd(Fp2 a) {
        return fp.isZero(a.re()) ? fp.isOdd(a.im()) : fp.isOdd(a.re());
    }

    @Override
    public boolean isZero(Fp2 a) {
        return fp.isZero(a.re()) && fp.isZero(a.im());
    }

    @Override
    public boolean equal(Fp2 a, Fp2 b) {
        return fp.equal(a.re(), b.re()) && fp.equal(a.im(), b.im());
    }
}
