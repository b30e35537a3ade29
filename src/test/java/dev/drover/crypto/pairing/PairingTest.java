package dev.drover.crypto.pairing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Laws of fields, groups and pairings, checked with random values. */
final class PairingTest {
    private static final BigInteger ORDER_BN =
            new BigInteger("30644e72e131a029b85045b68181585d2833e84879b9709143e1f593f0000001", 16);
    private static final BigInteger ORDER_BLS =
            new BigInteger("73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001", 16);

    private final Random random = new Random(8);

    @Test
    void primeFieldsAgreeWithBigInteger() {
        for (PrimeField field : List.of(Bn254.curve().fp(), Bls12381.curve().fp())) {
            BigInteger p = field.modulus();
            List<BigInteger> numbers = new ArrayList<>(List.of(
                    BigInteger.ZERO,
                    BigInteger.ONE,
                    p.subtract(BigInteger.ONE),
                    p.shiftRight(1),
                    BigInteger.TWO.pow(64)));
            for (int i = 0; i < 60; i++) {
                numbers.add(new BigInteger(p.bitLength(), random).mod(p));
            }
            for (BigInteger a : numbers) {
                long[] x = field.element(a);
                assertThat(field.number(x)).isEqualTo(a);
                assertThat(field.number(field.negate(x))).isEqualTo(a.negate().mod(p));
                assertThat(field.number(field.invert(x))).isEqualTo(a.signum() == 0 ? a : a.modInverse(p));
                long[] root = Objects.requireNonNull(field.squareRoot(field.square(x)));
                assertThat(field.number(root)).isIn(a, p.subtract(a));
                for (BigInteger b : numbers) {
                    long[] y = field.element(b);
                    assertThat(field.number(field.add(x, y))).isEqualTo(a.add(b).mod(p));
                    assertThat(field.number(field.subtract(x, y)))
                            .isEqualTo(a.subtract(b).mod(p));
                    assertThat(field.number(field.multiply(x, y)))
                            .isEqualTo(a.multiply(b).mod(p));
                }
            }
        }
    }

    @Test
    void subgroupChecksAgreeWithTheDefinition() {
        for (PairingCurve curve : List.of(Bn254.curve(), Bls12381.curve())) {
            BigInteger order = curve instanceof Bn254 ? ORDER_BN : ORDER_BLS;
            for (int i = 0; i < 4; i++) {
                Point<long[]> p = randomPoint(curve.g1(), () -> randomNumber(curve));
                assertThat(curve.isInGroup1(p)).isEqualTo(has(curve.g1(), p, order));
                Point<Fp2> q = randomPoint(curve.g2(), () -> new Fp2(randomNumber(curve), randomNumber(curve)));
                assertThat(curve.isInGroup2(q))
                        .isEqualTo(has(curve.g2(), q, order))
                        .isFalse();
            }
            assertThat(curve.isInGroup1(curve.g1().infinity())).isTrue();
            assertThat(curve.isInGroup2(curve.g2().infinity())).isTrue();
        }
        Bls12381 bls = Bls12381.curve();
        for (int i = 0; i < 4; i++) {
            Point<long[]> p = MapToCurve.toGroup1(randomNumber(bls));
            assertThat(bls.isInGroup1(p)).isEqualTo(has(bls.g1(), p, ORDER_BLS)).isTrue();
            Point<Fp2> q = MapToCurve.toGroup2(new Fp2(randomNumber(bls), randomNumber(bls)));
            assertThat(bls.isInGroup2(q)).isEqualTo(has(bls.g2(), q, ORDER_BLS)).isTrue();
        }
        // The twist of BN254 times its cofactor, 2p - order.
        Bn254 bn = Bn254.curve();
        BigInteger cofactor = bn.fp().modulus().shiftLeft(1).subtract(ORDER_BN);
        Point<Fp2> q =
                bn.g2().multiply(randomPoint(bn.g2(), () -> new Fp2(randomNumber(bn), randomNumber(bn))), cofactor);
        assertThat(bn.isInGroup2(q)).isEqualTo(has(bn.g2(), q, ORDER_BN)).isTrue();
    }

    @Test
    void pairingsAreBilinear() {
        Bls12381 bls = Bls12381.curve();
        for (int i = 0; i < 3; i++) {
            BigInteger a = new BigInteger(255, random);
            BigInteger b = new BigInteger(255, random);
            // e(aP, bQ) · e(-abP, Q) = 1, and is not 1 with another scalar.
            Point<long[]> p = bls.generator1();
            Point<Fp2> q = bls.generator2();
            Point<long[]> ab =
                    bls.g1().negate(bls.g1().multiply(p, a.multiply(b).mod(ORDER_BLS)));
            PairingCurve.Pair left =
                    new PairingCurve.Pair(bls.g1().multiply(p, a), bls.g2().multiply(q, b));
            assertThat(bls.isProductOne(List.of(left, new PairingCurve.Pair(ab, q))))
                    .isTrue();
            assertThat(bls.isProductOne(
                            List.of(left, new PairingCurve.Pair(bls.g1().add(ab, p), q))))
                    .isFalse();
            assertThat(bls.isProductOne(List.of(left))).isFalse();
        }
    }

    @Test
    void multiScalarSumsAgreeWithSingleMultiplications() {
        Curve<long[]> curve = Bls12381.curve().g1();
        for (int size : new int[] {1, 2, 3, 20, 70}) {
            List<Point<long[]>> points = new ArrayList<>();
            List<BigInteger> scalars = new ArrayList<>();
            Point<long[]> expected = curve.infinity();
            for (int i = 0; i < size; i++) {
                Point<long[]> p = MapToCurve.toGroup1(randomNumber(Bls12381.curve()));
                points.add(p);
                scalars.add(new BigInteger(random.nextInt(257), random));
                expected = curve.add(expected, curve.multiply(p, scalars.getLast()));
            }
            assertThat(curve.equal(MultiScalar.sum(curve, points, scalars), expected))
                    .isTrue();
        }
    }

    private long[] randomNumber(PairingCurve curve) {
        return curve.fp().element(new BigInteger(400, random));
    }

    private static <E> Point<E> randomPoint(Curve<E> curve, java.util.function.Supplier<E> random) {
        while (true) {
            E x = random.get();
            @Nullable E y = curve.field().squareRoot(curve.rightSide(x));
            if (y != null) {
                return curve.point(x, y);
            }
        }
    }

    private static <E> boolean has(Curve<E> curve, Point<E> point, BigInteger order) {
        return curve.isInfinity(curve.multiply(point, order));
    }
}
