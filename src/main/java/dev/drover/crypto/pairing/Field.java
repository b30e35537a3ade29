package dev.drover.crypto.pairing;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * A field. Elements are values: no operation modifies its arguments. Thread-safe.
 *
 * @param <E> an element
 */
public interface Field<E> {
    /** Returns 0. */
    E zero();

    /** Returns 1. */
    E one();

    /** Returns a + b. */
    E add(E a, E b);

    /** Returns a - b. */
    E subtract(E a, E b);

    /** Returns -a. */
    E negate(E a);

    /** Returns a · b. */
    E multiply(E a, E b);

    /** Returns 1 / a; 0 for 0. */
    E invert(E a);

    /** Returns whether a is 0. */
    boolean isZero(E a);

    /** Returns whether both are the same element. */
    boolean equal(E a, E b);

    /** Returns one of the two square roots of a, or null if there is none. */
    @Nullable E squareRoot(E a);

    /** Returns the sign of an element: whether its first non-zero part is odd as a number (RFC 9380, section 4.1). */
    boolean isOdd(E a);

    /** Returns a². */
    default E square(E a) {
        return multiply(a, a);
    }

    /** Returns 2 · a. */
    default E twice(E a) {
        return add(a, a);
    }

    /** Returns {@code a} to the power of {@code exponent}, which must not be negative. */
    default E power(E a, BigInteger exponent) {
        E result = one();
        for (int bit = exponent.bitLength() - 1; bit >= 0; bit--) {
            result = square(result);
            if (exponent.testBit(bit)) {
                result = multiply(result, a);
            }
        }
        return result;
    }
}
