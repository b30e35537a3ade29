package dev.drover.crypto.pairing;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * A field that a curve may be over. Elements are values: no operation changes its arguments. Any thread.
 *
 * @param <E> an element
 */
public interface Field<E> {
    /** 0. */
    E zero();

    /** 1. */
    E one();

    /** a + b. */
    E add(E a, E b);

    /** a - b. */
    E subtract(E a, E b);

    /** -a. */
    E negate(E a);

    /** a · b. */
    E multiply(E a, E b);

    /** 1 / a; 0 for 0. */
    E invert(E a);

    /** True for 0. */
    boolean isZero(E a);

    /** True if both are the same element. */
    boolean equal(E a, E b);

    /** One of the two numbers whose square is a; null if there is none. */
    @Nullable E squareRoot(E a);

    /** The sign of an element: whether its first part that is not 0, as a number, is odd (RFC 9380, section 4.1). */
    boolean isOdd(E a);

    /** a². */
    default E square(E a) {
        return multiply(a, a);
    }

    /** 2 · a. */
    default E twice(E a) {
        return add(a, a);
    }

    /** {@code a} to the power of {@code exponent}, which is not negative. */
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
