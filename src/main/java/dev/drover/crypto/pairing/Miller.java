package dev.drover.crypto.pairing;

/**
 * One pair of points in a Miller loop. Steps through multiples of the second point and returns the line of each step (Costello,
 * Lange, Naehrig 2010; homogeneous coordinates). A line is ofY · y + ofX · x + free, up to a factor that the final
 * exponentiation removes.
 */
final class Miller {
    /** The coefficients of a line, evaluated at the first point. */
    record Line(Fp2 ofY, Fp2 ofX, Fp2 free) {}

    private final Fp2Field field;
    private final Fp2 threeB;
    private final Point<long[]> first;
    private final Point<Fp2> second;
    private Fp2 x;
    private Fp2 y;
    private Fp2 z;

    /** @param b the constant of the second curve; both points must have z = 1 */
    Miller(Fp2Field field, Fp2 b, Point<long[]> first, Point<Fp2> second) {
        this.field = field;
        this.first = first;
        this.second = second;
        threeB = field.add(field.twice(b), b);
        x = second.x();
        y = second.y();
        z = field.one();
    }

    /** Returns the second point of the pair. */
    Point<Fp2> second() {
        return second;
    }

    /** Doubles the current point and returns the tangent. */
    Line twice() {
        Fp2 b = field.square(y);
        Fp2 c = field.square(z);
        Fp2 e = field.multiply(threeB, c);
        Fp2 f = field.add(field.twice(e), e);
        Fp2 h = field.twice(field.multiply(y, z));
        Fp2 j = field.square(x);
        Fp2 ee = field.square(e);
        Fp2 fourEe = field.twice(field.twice(ee));
        x = field.multiply(field.twice(field.multiply(x, y)), field.subtract(b, f));
        y = field.subtract(field.square(field.add(b, f)), field.add(field.twice(fourEe), fourEe));
        z = field.twice(field.twice(field.multiply(b, h)));
        return at(field.negate(h), field.add(field.twice(j), j), field.subtract(e, b));
    }

    /** Adds a point with z = 1 and returns the line through both. */
    Line add(Point<Fp2> q) {
        Fp2 theta = field.subtract(y, field.multiply(q.y(), z));
        Fp2 lambda = field.subtract(x, field.multiply(q.x(), z));
        Fp2 c = field.square(theta);
        Fp2 d = field.square(lambda);
        Fp2 e = field.multiply(lambda, d);
        Fp2 f = field.multiply(z, c);
        Fp2 g = field.multiply(x, d);
        Fp2 h = field.subtract(field.add(e, f), field.twice(g));
        x = field.multiply(lambda, h);
        y = field.subtract(field.multiply(theta, field.subtract(g, h)), field.multiply(e, y));
        z = field.multiply(z, e);
        Fp2 free = field.subtract(field.multiply(theta, q.x()), field.multiply(lambda, q.y()));
        return at(lambda, field.negate(theta), free);
    }

    private Line at(Fp2 ofY, Fp2 ofX, Fp2 free) {
        return new Line(field.scale(ofY, first.y()), field.scale(ofX, first.x()), free);
    }
}
