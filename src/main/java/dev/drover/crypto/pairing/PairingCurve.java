package dev.drover.crypto.pairing;

import java.util.ArrayList;
import java.util.List;

/**
 * A curve over a prime field, its twist over the quadratic extension, and the pairing between their groups of prime order.
 * Thread-safe.
 */
public abstract class PairingCurve {
    /** A pair of points, one of each group. */
    public record Pair(Point<long[]> first, Point<Fp2> second) {}

    final Fp2Field fp2;
    final Fp12Field fp12;
    private final PrimeField fp;
    private final Curve<long[]> g1;
    private final Curve<Fp2> g2;

    PairingCurve(Fp2Field fp2, long[] b, Fp2 twistedB) {
        this.fp2 = fp2;
        fp = fp2.base();
        fp12 = new Fp12Field(fp2);
        g1 = new Curve<>(fp, b);
        g2 = new Curve<>(fp2, twistedB);
    }

    /** Returns the prime field. */
    public PrimeField fp() {
        return fp;
    }

    /** Returns the quadratic extension of the prime field. */
    public Fp2Field fp2() {
        return fp2;
    }

    /** Returns the curve over the prime field. */
    public Curve<long[]> g1() {
        return g1;
    }

    /** Returns the twist, the curve over the quadratic extension. */
    public Curve<Fp2> g2() {
        return g2;
    }

    /** Returns whether a point of {@link #g1} is in the group of prime order, which includes infinity. */
    public abstract boolean isInGroup1(Point<long[]> p);

    /** Returns whether a point of {@link #g2} is in the group of prime order, which includes infinity. */
    public abstract boolean isInGroup2(Point<Fp2> q);

    /** Returns whether the product of the pairings of all pairs is 1. The points must be in the groups of prime order. */
    public boolean isProductOne(List<Pair> pairs) {
        List<Miller> millers = new ArrayList<>();
        for (Pair pair : pairs) {
            if (!g1.isInfinity(pair.first()) && !g2.isInfinity(pair.second())) {
                millers.add(new Miller(fp2, g2.b(), g1.normalize(pair.first()), g2.normalize(pair.second())));
            }
        }
        return millers.isEmpty() || fp12.equal(exponentiate(loop(millers)), fp12.one());
    }

    /** Computes the Miller loops of all pairs together. */
    abstract Fp12 loop(List<Miller> millers);

    /** Multiplies by the value of a line. */
    abstract Fp12 multiply(Fp12 f, Miller.Line line);

    /** Computes the hard part of the final exponentiation, or a multiple of it, for an element of the cyclotomic subgroup. */
    abstract Fp12 exponentiateHard(Fp12 f);

    private Fp12 exponentiate(Fp12 f) {
        Fp12 unitary = fp12.multiply(fp12.conjugate(f), fp12.invert(f));
        return exponentiateHard(fp12.multiply(fp12.frobenius(unitary, 2), unitary));
    }

    /** Returns f to the power of an unsigned long, for f in the cyclotomic subgroup. */
    final Fp12 power(Fp12 f, long exponent) {
        Fp12 result = f;
        for (int bit = 62 - Long.numberOfLeadingZeros(exponent); bit >= 0; bit--) {
            result = fp12.squareCyclotomic(result);
            if ((exponent >>> bit & 1) != 0) {
                result = fp12.multiply(result, f);
            }
        }
        return result;
    }
}
