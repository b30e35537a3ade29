package dev.drover.crypto.pairing;

import java.math.BigInteger;

/** The quadratic extension of an {@link Fp6Field} by the root of its v, so w⁶ = ξ. */
final class Fp12Field {
    private final Fp2Field fp2;
    private final Fp6Field fp6;
    private final Fp12 one;
    /** The factors for the coefficients of w⁰ to w⁵ in the Frobenius map, by the power of the map minus one. */
    private final Fp2[][] frobenius = new Fp2[3][6];

    Fp12Field(Fp2Field fp2) {
        this.fp2 = fp2;
        fp6 = new Fp6Field(fp2);
        one = new Fp12(fp6.one(), fp6.zero());
        BigInteger p = fp2.base().modulus();
        for (int power = 0; power < 3; power++) {
            BigInteger sixth = p.pow(power + 1).subtract(BigInteger.ONE).divide(BigInteger.valueOf(6));
            Fp2 gamma = fp2.power(fp2.xi(), sixth);
            frobenius[power][0] = fp2.one();
            for (int i = 1; i < 6; i++) {
                frobenius[power][i] = fp2.multiply(frobenius[power][i - 1], gamma);
            }
        }
    }

    Fp12 one() {
        return one;
    }

    /** Returns ξ to the power of {@code exponent} · (p - 1) / 6, for 0 to 5. */
    Fp2 gamma(int exponent) {
        return frobenius[0][exponent];
    }

    Fp12 multiply(Fp12 x, Fp12 y) {
        Fp6 low = fp6.multiply(x.low(), y.low());
        Fp6 high = fp6.multiply(x.high(), y.high());
        Fp6 all = fp6.multiply(fp6.add(x.low(), x.high()), fp6.add(y.low(), y.high()));
        return new Fp12(fp6.add(low, fp6.timesV(high)), fp6.subtract(all, fp6.add(low, high)));
    }

    Fp12 square(Fp12 x) {
        Fp6 product = fp6.multiply(x.low(), x.high());
        Fp6 all = fp6.multiply(fp6.add(x.low(), x.high()), fp6.add(x.low(), fp6.timesV(x.high())));
        Fp6 low = fp6.subtract(all, fp6.add(product, fp6.timesV(product)));
        return new Fp12(low, fp6.add(product, product));
    }

    /** Returns x · (a + (b + c · v) · w). */
    Fp12 multiplyBy034(Fp12 x, Fp2 a, Fp2 b, Fp2 c) {
        Fp6 low = fp6.scale(x.low(), a);
        Fp6 high = fp6.multiplySparse(x.high(), b, c);
        Fp6 all = fp6.multiplySparse(fp6.add(x.low(), x.high()), fp2.add(a, b), c);
        return new Fp12(fp6.add(low, fp6.timesV(high)), fp6.subtract(all, fp6.add(low, high)));
    }

    /** Returns x · (a + b · v + c · v · w). */
    Fp12 multiplyBy014(Fp12 x, Fp2 a, Fp2 b, Fp2 c) {
        Fp6 low = fp6.multiplySparse(x.low(), a, b);
        Fp6 high = fp6.timesV(fp6.scale(x.high(), c));
        Fp6 all = fp6.multiplySparse(fp6.add(x.low(), x.high()), a, fp2.add(b, c));
        return new Fp12(fp6.add(low, fp6.timesV(high)), fp6.subtract(all, fp6.add(low, high)));
    }

    /** Returns the power p⁶, which is the inverse for elements of the cyclotomic subgroup. */
    Fp12 conjugate(Fp12 x) {
        return new Fp12(x.low(), fp6.negate(x.high()));
    }

    Fp12 invert(Fp12 x) {
        Fp6 norm = fp6.subtract(fp6.multiply(x.low(), x.low()), fp6.timesV(fp6.multiply(x.high(), x.high())));
        Fp6 inverse = fp6.invert(norm);
        return new Fp12(fp6.multiply(x.low(), inverse), fp6.negate(fp6.multiply(x.high(), inverse)));
    }

    /** Returns the power p, p² or p³. */
    Fp12 frobenius(Fp12 x, int power) {
        Fp2[] factor = frobenius[power - 1];
        boolean odd = power % 2 == 1;
        return new Fp12(
                new Fp6(
                        raise(x.low().a(), factor[0], odd),
                        raise(x.low().b(), factor[2], odd),
                        raise(x.low().c(), factor[4], odd)),
                new Fp6(
                        raise(x.high().a(), factor[1], odd),
                        raise(x.high().b(), factor[3], odd),
                        raise(x.high().c(), factor[5], odd)));
    }

    private Fp2 raise(Fp2 a, Fp2 factor, boolean odd) {
        return fp2.multiply(odd ? fp2.conjugate(a) : a, factor);
    }

    boolean equal(Fp12 x, Fp12 y) {
        return fp6.equal(x.low(), y.low()) && fp6.equal(x.high(), y.high());
    }

    /** Returns the square of an element whose inverse is its conjugate, at two thirds of the cost (Granger, Scott 2010). */
    Fp12 squareCyclotomic(Fp12 x) {
        Fp6 low = x.low();
        Fp6 high = x.high();
        Fp2[] first = squareFp4(low.a(), high.b());
        Fp2[] second = squareFp4(high.a(), low.c());
        Fp2[] third = squareFp4(low.b(), high.c());
        return new Fp12(
                new Fp6(
                        threeMinusTwo(first[0], low.a()),
                        threeMinusTwo(second[0], low.b()),
                        threeMinusTwo(third[0], low.c())),
                new Fp6(
                        threePlusTwo(fp2.timesXi(third[1]), high.a()),
                        threePlusTwo(first[1], high.b()),
                        threePlusTwo(second[1], high.c())));
    }

    /** Returns (a + b · y)² with y² = ξ. */
    private Fp2[] squareFp4(Fp2 a, Fp2 b) {
        Fp2 product = fp2.multiply(a, b);
        Fp2 all = fp2.multiply(fp2.add(a, b), fp2.add(a, fp2.timesXi(b)));
        return new Fp2[] {fp2.subtract(all, fp2.add(product, fp2.timesXi(product))), fp2.twice(product)};
    }

    /** Returns 3s - 2x. */
    private Fp2 threeMinusTwo(Fp2 s, Fp2 x) {
        return fp2.add(fp2.twice(fp2.subtract(s, x)), s);
    }

    /** Returns 3s + 2x. */
    private Fp2 threePlusTwo(Fp2 s, Fp2 x) {
        return fp2.add(fp2.twice(fp2.add(s, x)), s);
    }
}
