package dev.drover.crypto.pairing;

import java.util.List;

/** The curve BLS12-381 of EIP-2537: a Barreto-Lynn-Scott curve with a twist of type M. */
public final class Bls12381 extends PairingCurve {
    /** The parameter from which the curve's constants derive, negated. */
    private static final long MINUS_X = 0xd201000000010000L;

    private static final Bls12381 CURVE = new Bls12381(new Fp2Field(
            new PrimeField(
                    "1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaab"),
            1));

    private final Point<long[]> generator1;
    private final Point<Fp2> generator2;
    /** A cube root of 1: in the group of prime order, (beta · x, y) is -X² · (x, y). */
    private final long[] beta;

    private final Fp2 psiX;
    private final Fp2 psiY;

    private Bls12381(Fp2Field fp2) {
        super(fp2, fp2.base().element("4"), fp2.scale(fp2.xi(), fp2.base().element("4")));
        beta = fp().element("5f19672fdf76ce51ba69c6076a0f77eaddb3a93be6f89688de17d813620a00022e01fffffffefffe");
        psiX = fp2.invert(fp12.gamma(2));
        psiY = fp2.invert(fp12.gamma(3));
        generator1 = g1().point(
                        fp().element(
                                        "17f1d3a73197d7942695638c4fa9ac0fc3688c4f9774b905a14e3a3f171bac586c55e83ff97a1aeffb3af00adb22c6bb"),
                        fp().element(
                                        "8b3f481e3aaa0f1a09e30ed741d8ae4fcf5e095d5d00af600db18cb2c04b3edd03cc744a2888ae40caa232946c5e7e1"));
        generator2 = g2().point(
                        fp2.element(
                                "24aa2b2f08f0a91260805272dc51051c6e47ad4fa403b02b4510b647ae3d1770bac0326a805bbefd48056c8c121bdb8",
                                "13e02b6052719f607dacd3a088274f65596bd0d09920b61ab5da61bbdc7f5049334cf11213945d57e5ac7d055d042b7e"),
                        fp2.element(
                                "ce5d527727d6e118cc9cdc6da2e351aadfd9baa8cbdd3a76d429a695160d12c923ac9cc3baca289e193548608b82801",
                                "606c4a02ea734cc32acd2b02bc28b99cb3e287e85a763af267492ab572e99ab3f370d275cec1da1aaa9075ff05f79be"));
    }

    /** Returns the curve. */
    public static Bls12381 curve() {
        return CURVE;
    }

    /** Returns the standard generator of the first group. */
    public Point<long[]> generator1() {
        return generator1;
    }

    /** Returns the standard generator of the second group. */
    public Point<Fp2> generator2() {
        return generator2;
    }

    /** Checks with the endomorphism that multiplies x by a cube root of 1 (Scott 2021). */
    @Override
    public boolean isInGroup1(Point<long[]> p) {
        Point<long[]> image = new Point<>(fp().multiply(p.x(), beta), p.y(), p.z());
        Point<long[]> twice = g1().multiplySparse(g1().multiplySparse(p, MINUS_X), MINUS_X);
        return g1().equal(image, g1().negate(twice));
    }

    /** Checks that ψ(q) = X · q (Scott 2021). */
    @Override
    public boolean isInGroup2(Point<Fp2> q) {
        return g2().equal(psi(q), timesX(q));
    }

    /** Applies ψ, the endomorphism of the twist that corresponds to the Frobenius map of the curve. */
    Point<Fp2> psi(Point<Fp2> q) {
        return new Point<>(
                fp2.multiply(fp2.conjugate(q.x()), psiX),
                fp2.multiply(fp2.conjugate(q.y()), psiY),
                fp2.conjugate(q.z()));
    }

    private Point<Fp2> timesX(Point<Fp2> q) {
        return g2().negate(g2().multiplySparse(q, MINUS_X));
    }

    /** Clears the cofactor: returns (1 - X) · p, which is in the group of prime order (RFC 9380, section 8.8.1). */
    Point<long[]> clearCofactor1(Point<long[]> p) {
        return g1().add(g1().multiplySparse(p, MINUS_X), p);
    }

    /** Clears the cofactor: returns (X² - X - 1) · q + (X - 1) · ψ(q) + ψ²(2q) (Budroni, Pintore 2017; RFC 9380, G.3). */
    Point<Fp2> clearCofactor2(Point<Fp2> q) {
        Point<Fp2> sum = g2().add(timesX(q), psi(q));
        Point<Fp2> rest = g2().add(sum, q);
        Point<Fp2> product = g2().add(timesX(sum), psi(psi(g2().twice(q))));
        return g2().add(product, g2().negate(rest));
    }

    @Override
    Fp12 loop(List<Miller> millers) {
        Fp12 f = fp12.one();
        for (int bit = 62; bit >= 0; bit--) {
            f = fp12.square(f);
            for (Miller miller : millers) {
                f = multiply(f, miller.twice());
                if ((MINUS_X >>> bit & 1) != 0) {
                    f = multiply(f, miller.add(miller.second()));
                }
            }
        }
        return fp12.conjugate(f);
    }

    @Override
    Fp12 multiply(Fp12 f, Miller.Line line) {
        return fp12.multiplyBy014(f, line.free(), line.ofX(), line.ofY());
    }

    /** Computes the power (X - 1)² · (X + p) · (X² + p² - 1) + 3 (Hayashida, Hayasaka, Teruya 2020). */
    @Override
    Fp12 exponentiateHard(Fp12 f) {
        Fp12 a = powerXLess1(powerXLess1(f));
        Fp12 b = fp12.multiply(powerX(a), fp12.frobenius(a, 1));
        Fp12 c = fp12.multiply(powerX(powerX(b)), fp12.multiply(fp12.frobenius(b, 2), fp12.conjugate(b)));
        return fp12.multiply(c, fp12.multiply(fp12.squareCyclotomic(f), f));
    }

    private Fp12 powerX(Fp12 f) {
        return fp12.conjugate(power(f, MINUS_X));
    }

    private Fp12 powerXLess1(Fp12 f) {
        return fp12.multiply(powerX(f), fp12.conjugate(f));
    }
}
