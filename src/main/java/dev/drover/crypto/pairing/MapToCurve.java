package dev.drover.crypto.pairing;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Maps field elements to points of BLS12-381: first to an isogenous curve, and from there with the isogeny (RFC 9380, sections
 * 6.6.2 and 6.6.3; "simplified SWU").
 *
 * @param <E> an element of the field
 */
public final class MapToCurve<E> {
    private final Field<E> field;
    private final E a;
    private final E b;
    private final E z;
    /** The numerators and denominators of x and y in this order; each has its constant term first. */
    private final List<List<E>> isogeny;

    private MapToCurve(Field<E> field, E a, E b, E z, List<List<E>> isogeny) {
        this.field = field;
        this.a = a;
        this.b = b;
        this.z = z;
        this.isogeny = isogeny;
    }

    /** Maps an element of the prime field to a point in the first group of prime order. */
    public static Point<long[]> toGroup1(long[] u) {
        return Bls12381.curve().clearCofactor1(Holder.FIRST.map(u));
    }

    /** Maps an element of the quadratic extension to a point in the second group of prime order. */
    public static Point<Fp2> toGroup2(Fp2 u) {
        return Bls12381.curve().clearCofactor2(Holder.SECOND.map(u));
    }

    private Point<E> map(E u) {
        E zuu = field.multiply(z, field.square(u));
        E sum = field.add(field.square(zuu), zuu);
        E x = field.isZero(sum)
                ? field.multiply(b, field.invert(field.multiply(z, a)))
                : field.multiply(
                        field.multiply(field.negate(b), field.add(sum, field.one())),
                        field.invert(field.multiply(a, sum)));
        @Nullable E y = field.squareRoot(rightSide(x));
        if (y == null) {
            x = field.multiply(zuu, x);
            y = field.squareRoot(rightSide(x));
        }
        if (y == null) {
            throw new IllegalStateException("neither candidate is a square");
        }
        return evaluate(x, field.isOdd(u) == field.isOdd(y) ? y : field.negate(y));
    }

    private E rightSide(E x) {
        return field.add(field.multiply(field.add(field.square(x), a), x), b);
    }

    /** Applies the isogeny. Both denominators go into z, which avoids divisions. */
    private Point<E> evaluate(E x, E y) {
        E xNumerator = evaluate(isogeny.get(0), x);
        E xDenominator = evaluate(isogeny.get(1), x);
        E yNumerator = evaluate(isogeny.get(2), x);
        E yDenominator = evaluate(isogeny.get(3), x);
        E both = field.multiply(xDenominator, yDenominator);
        E imageX = field.multiply(xNumerator, field.multiply(both, yDenominator));
        E cube = field.multiply(field.square(both), xDenominator);
        return new Point<>(imageX, field.multiply(field.multiply(y, yNumerator), cube), both);
    }

    private E evaluate(List<E> polynomial, E x) {
        E value = polynomial.getLast();
        for (int i = polynomial.size() - 2; i >= 0; i--) {
            value = field.add(field.multiply(value, x), polynomial.get(i));
        }
        return value;
    }

    private static final class Holder {
        static final MapToCurve<long[]> FIRST = first(Bls12381.curve().fp());
        static final MapToCurve<Fp2> SECOND = second(Bls12381.curve().fp2());

        private static MapToCurve<long[]> first(PrimeField fp) {
            return new MapToCurve<>(
                    fp,
                    fp.element(
                            "144698a3b8e9433d693a02c96d4982b0ea985383ee66a8d8e8981aefd881ac98936f8da0e0f97f5cf428082d584c1d"),
                    fp.element(
                            "12e2908d11688030018b12e8753eee3b2016c1f0f24f4070a0b9c14fcef35ef55a23215a316ceaa5d1cc48e98e172be0"),
                    fp.element(BigInteger.valueOf(11)),
                    List.of(
                            polynomial(fp, Isogeny11.X_NUMERATOR),
                            polynomial(fp, Isogeny11.X_DENOMINATOR),
                            polynomial(fp, Isogeny11.Y_NUMERATOR),
                            polynomial(fp, Isogeny11.Y_DENOMINATOR)));
        }

        private static List<long[]> polynomial(PrimeField fp, String[] coefficients) {
            return Arrays.stream(coefficients).map(fp::element).toList();
        }

        private static MapToCurve<Fp2> second(Fp2Field fp2) {
            return new MapToCurve<>(
                    fp2,
                    fp2.element("0", "f0"),
                    fp2.element("3f4", "3f4"),
                    fp2.negate(fp2.element("2", "1")),
                    List.of(
                            polynomial(fp2, Isogeny3.X_NUMERATOR),
                            polynomial(fp2, Isogeny3.X_DENOMINATOR),
                            polynomial(fp2, Isogeny3.Y_NUMERATOR),
                            polynomial(fp2, Isogeny3.Y_DENOMINATOR)));
        }

        private static List<Fp2> polynomial(Fp2Field fp2, String[][] coefficients) {
            return Arrays.stream(coefficients)
                    .map(each -> fp2.element(each[0], each[1]))
                    .toList();
        }
    }
}
