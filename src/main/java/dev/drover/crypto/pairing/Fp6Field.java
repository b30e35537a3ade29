package dev.drover.crypto.pairing;

/** The cubic extension of an {@link Fp2Field} by the root of its ξ. */
final class Fp6Field {
    private final Fp2Field fp2;

    Fp6Field(Fp2Field fp2) {
        this.fp2 = fp2;
    }

    Fp6 zero() {
        return new Fp6(fp2.zero(), fp2.zero(), fp2.zero());
    }

    Fp6 one() {
        return new Fp6(fp2.one(), fp2.zero(), fp2.zero());
    }

    Fp6 add(Fp6 x, Fp6 y) {
        return new Fp6(fp2.add(x.a(), y.a()), fp2.add(x.b(), y.b()), fp2.add(x.c(), y.c()));
    }

    Fp6 subtract(Fp6 x, Fp6 y) {
        return new Fp6(fp2.subtract(x.a(), y.a()), fp2.subtract(x.b(), y.b()), fp2.subtract(x.c(), y.c()));
    }

    Fp6 negate(Fp6 x) {
        return new Fp6(fp2.negate(x.a()), fp2.negate(x.b()), fp2.negate(x.c()));
    }

    /** Returns x · v. */
    Fp6 timesV(Fp6 x) {
        return new Fp6(fp2.timesXi(x.c()), x.a(), x.b());
    }

    /** Multiplies with six multiplications (Karatsuba). */
    Fp6 multiply(Fp6 x, Fp6 y) {
        Fp2 aa = fp2.multiply(x.a(), y.a());
        Fp2 bb = fp2.multiply(x.b(), y.b());
        Fp2 cc = fp2.multiply(x.c(), y.c());
        Fp2 ab = cross(x.a(), x.b(), y.a(), y.b(), aa, bb);
        Fp2 ac = cross(x.a(), x.c(), y.a(), y.c(), aa, cc);
        Fp2 bc = cross(x.b(), x.c(), y.b(), y.c(), bb, cc);
        return new Fp6(fp2.add(aa, fp2.timesXi(bc)), fp2.add(ab, fp2.timesXi(cc)), fp2.add(ac, bb));
    }

    /** Returns p · s + q · r, given p · r and q · s. */
    private Fp2 cross(Fp2 p, Fp2 q, Fp2 r, Fp2 s, Fp2 pr, Fp2 qs) {
        Fp2 all = fp2.multiply(fp2.add(p, q), fp2.add(r, s));
        return fp2.subtract(all, fp2.add(pr, qs));
    }

    /** Returns x · (a + b · v), with five multiplications. */
    Fp6 multiplySparse(Fp6 x, Fp2 a, Fp2 b) {
        Fp2 aa = fp2.multiply(x.a(), a);
        Fp2 bb = fp2.multiply(x.b(), b);
        Fp2 ab = cross(x.a(), x.b(), a, b, aa, bb);
        Fp2 low = fp2.add(aa, fp2.timesXi(fp2.multiply(x.c(), b)));
        return new Fp6(low, ab, fp2.add(fp2.multiply(x.c(), a), bb));
    }

    Fp6 scale(Fp6 x, Fp2 factor) {
        return new Fp6(fp2.multiply(x.a(), factor), fp2.multiply(x.b(), factor), fp2.multiply(x.c(), factor));
    }

    Fp6 invert(Fp6 x) {
        Fp2 a = fp2.subtract(fp2.square(x.a()), fp2.timesXi(fp2.multiply(x.b(), x.c())));
        Fp2 b = fp2.subtract(fp2.timesXi(fp2.square(x.c())), fp2.multiply(x.a(), x.b()));
        Fp2 c = fp2.subtract(fp2.square(x.b()), fp2.multiply(x.a(), x.c()));
        Fp2 rest = fp2.timesXi(fp2.add(fp2.multiply(x.c(), b), fp2.multiply(x.b(), c)));
        Fp2 norm = fp2.invert(fp2.add(fp2.multiply(x.a(), a), rest));
        return scale(new Fp6(a, b, c), norm);
    }

    boolean equal(Fp6 x, Fp6 y) {
        return fp2.equal(x.a(), y.a()) && fp2.equal(x.b(), y.b()) && fp2.equal(x.c(), y.c());
    }
}
