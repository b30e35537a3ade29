package dev.drover.crypto.pairing;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * The curve y² = x³ + b over a field, with formulas from the explicit-formulas database (Bernstein, Lange: dbl-2009-l,
 * add-2007-bl, madd-2007-bl). Thread-safe.
 *
 * @param <E> an element of the field
 */
public final class Curve<E> {
    private static final int WINDOW = 4;

    private final Field<E> field;
    private final E b;
    private final Point<E> infinity;

    Curve(Field<E> field, E b) {
        this.field = field;
        this.b = b;
        infinity = new Point<>(field.one(), field.one(), field.zero());
    }

    /** Returns the field of the coordinates. */
    public Field<E> field() {
        return field;
    }

    E b() {
        return b;
    }

    /** Returns the point at infinity. */
    public Point<E> infinity() {
        return infinity;
    }

    /** Returns the point with these affine coordinates. Does not check that it is on the curve. */
    public Point<E> point(E x, E y) {
        return new Point<>(x, y, field.one());
    }

    /** Returns whether this is the point at infinity. */
    public boolean isInfinity(Point<E> p) {
        return field.isZero(p.z());
    }

    /** Returns whether y² = x³ + b. */
    public boolean contains(E x, E y) {
        return field.equal(field.square(y), rightSide(x));
    }

    /** Returns x³ + b. */
    E rightSide(E x) {
        return field.add(field.multiply(field.square(x), x), b);
    }

    /** Returns the same point with z = 1; infinity is returned unchanged. */
    public Point<E> normalize(Point<E> p) {
        if (isInfinity(p) || field.equal(p.z(), field.one())) {
            return p;
        }
        E inverse = field.invert(p.z());
        E square = field.square(inverse);
        return point(field.multiply(p.x(), square), field.multiply(p.y(), field.multiply(square, inverse)));
    }

    /** Returns -p. */
    public Point<E> negate(Point<E> p) {
        return new Point<>(p.x(), field.negate(p.y()), p.z());
    }

    /** Returns whether both are the same point. */
    public boolean equal(Point<E> p, Point<E> q) {
        return isInfinity(add(p, negate(q)));
    }

    /** Returns 2 · p. */
    public Point<E> twice(Point<E> p) {
        E a = field.square(p.x());
        E bb = field.square(p.y());
        E c = field.square(bb);
        E d = field.twice(field.subtract(field.square(field.add(p.x(), bb)), field.add(a, c)));
        E e = field.add(field.twice(a), a);
        E x = field.subtract(field.square(e), field.twice(d));
        E eightC = field.twice(field.twice(field.twice(c)));
        E y = field.subtract(field.multiply(e, field.subtract(d, x)), eightC);
        return new Point<>(x, y, field.twice(field.multiply(p.y(), p.z())));
    }

    /** Returns p + q; faster if q has z = 1. */
    public Point<E> add(Point<E> p, Point<E> q) {
        if (isInfinity(p)) {
            return q;
        }
        if (isInfinity(q)) {
            return p;
        }
        boolean affine = field.equal(q.z(), field.one());
        E z1z1 = field.square(p.z());
        E u1 = p.x();
        E s1 = p.y();
        E zz = p.z();
        if (!affine) {
            E z2z2 = field.square(q.z());
            u1 = field.multiply(u1, z2z2);
            s1 = field.multiply(s1, field.multiply(q.z(), z2z2));
            zz = field.multiply(zz, q.z());
        }
        E h = field.subtract(field.multiply(q.x(), z1z1), u1);
        E r = field.subtract(field.multiply(q.y(), field.multiply(p.z(), z1z1)), s1);
        if (field.isZero(h)) {
            return field.isZero(r) ? twice(p) : infinity;
        }
        E hh = field.square(h);
        E hhh = field.multiply(h, hh);
        E v = field.multiply(u1, hh);
        E x = field.subtract(field.subtract(field.square(r), hhh), field.twice(v));
        E y = field.subtract(field.multiply(r, field.subtract(v, x)), field.multiply(s1, hhh));
        return new Point<>(x, y, field.multiply(zz, h));
    }

    /** Returns scalar · p for a scalar that is not negative, processing four bits at a time. */
    public Point<E> multiply(Point<E> p, BigInteger scalar) {
        List<Point<E>> multiples = new ArrayList<>();
        multiples.add(infinity);
        for (int i = 1; i < 1 << WINDOW; i++) {
            multiples.add(add(multiples.get(i - 1), p));
        }
        Point<E> sum = infinity;
        for (int digit = (scalar.bitLength() + WINDOW - 1) / WINDOW - 1; digit >= 0; digit--) {
            for (int i = 0; i < WINDOW && !isInfinity(sum); i++) {
                sum = twice(sum);
            }
            sum = add(sum, multiples.get(digit(scalar, digit * WINDOW, WINDOW)));
        }
        return sum;
    }

    /** Returns scalar · p; fast for a scalar with few bits set. */
    Point<E> multiplySparse(Point<E> p, long scalar) {
        Point<E> sum = p;
        for (int bit = 62 - Long.numberOfLeadingZeros(scalar); bit >= 0; bit--) {
            sum = twice(sum);
            if ((scalar >>> bit & 1) != 0) {
                sum = add(sum, p);
            }
        }
        return sum;
    }

    /** Returns the number in {@code length} bits from {@code start} on. */
    static int digit(BigInteger scalar, int start, int length) {
        int digit = 0;
        for (int bit = start + length - 1; bit >= start; bit--) {
            digit = digit << 1 | (scalar.testBit(bit) ? 1 : 0);
        }
        return digit;
    }
}
