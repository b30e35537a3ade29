package dev.drover.crypto.pairing;

import java.math.BigInteger;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The integers modulo a prime. An element is {@code limbs} words, the least significant first, in Montgomery form: a · R
 * modulo the prime with R = 2^(64 · limbs). The prime leaves the highest bit of its words free, so that a sum fits them.
 */
public final class PrimeField implements Field<long[]> {
    private final BigInteger modulus;
    private final long[] p;
    private final long inverse;
    private final long[] zero;
    private final long[] one;
    private final long[] rSquared;
    private final BigInteger rootExponent;

    PrimeField(String modulusHex) {
        modulus = new BigInteger(modulusHex, 16);
        rootExponent = modulus.add(BigInteger.ONE).shiftRight(2);
        int limbs = modulus.bitLength() / 64 + 1;
        p = words(modulus, limbs);
        BigInteger word = BigInteger.ONE.shiftLeft(64);
        inverse = modulus.negate().modInverse(word).longValue();
        zero = new long[limbs];
        one = words(BigInteger.ONE.shiftLeft(64 * limbs).mod(modulus), limbs);
        rSquared = words(BigInteger.ONE.shiftLeft(128 * limbs).mod(modulus), limbs);
    }

    /** Returns the prime. */
    public BigInteger modulus() {
        return modulus;
    }

    /** Returns the length of an encoded element in bytes. */
    public int length() {
        return 8 * p.length;
    }

    /** Returns the element congruent to a number. */
    public long[] element(BigInteger value) {
        return multiply(words(value.mod(modulus), p.length), rSquared);
    }

    /** Returns the element congruent to a number in hex digits. */
    long[] element(String hex) {
        return element(new BigInteger(hex, 16));
    }

    /** Returns the number, at least 0 and less than the modulus. */
    public BigInteger number(long[] a) {
        return new BigInteger(1, encode(a));
    }

    /** Returns the number in {@link #length()} bytes, big-endian. */
    public byte[] encode(long[] a) {
        long[] unit = new long[p.length];
        unit[0] = 1;
        long[] plain = multiply(a, unit);
        byte[] bytes = new byte[length()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[bytes.length - 1 - i] = (byte) (plain[i / 8] >>> (8 * (i % 8)));
        }
        return bytes;
    }

    @Override
    public long[] zero() {
        return zero;
    }

    @Override
    public long[] one() {
        return one;
    }

    @Override
    public long[] add(long[] a, long[] b) {
        return p.length == 4 ? Montgomery4.add(a, b, p) : Montgomery.add(a, b, p);
    }

    @Override
    public long[] subtract(long[] a, long[] b) {
        return p.length == 4 ? Montgomery4.subtract(a, b, p) : Montgomery.subtract(a, b, p);
    }

    @Override
    public long[] negate(long[] a) {
        return subtract(zero, a);
    }

    @Override
    public long[] multiply(long[] a, long[] b) {
        return p.length == 4 ? Montgomery4.multiply(a, b, p, inverse) : Montgomery.multiply(a, b, p, inverse);
    }

    @Override
    public long[] invert(long[] a) {
        return isZero(a) ? a : element(number(a).modInverse(modulus));
    }

    @Override
    public boolean isZero(long[] a) {
        long bits = 0;
        for (long word : a) {
            bits |= word;
        }
        return bits == 0;
    }

    @Override
    public boolean equal(long[] a, long[] b) {
        return Arrays.equals(a, b);
    }

    /** Works for primes that are 3 modulo 4, as those of both curves are. */
    @Override
    public long @Nullable [] squareRoot(long[] a) {
        long[] root = power(a, rootExponent);
        return equal(square(root), a) ? root : null;
    }

    @Override
    public boolean isOdd(long[] a) {
        return number(a).testBit(0);
    }

    private static long[] words(BigInteger value, int limbs) {
        long[] words = new long[limbs];
        for (int i = 0; i < limbs; i++) {
            words[i] = value.shiftRight(64 * i).longValue();
        }
        return words;
    }
}
