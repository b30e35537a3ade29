package dev.drover.chain;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A word of 256 bits: an unsigned quantity such as a balance, or the key or value of a storage slot. It is held as four
 * longs, the most significant first: a value without a shared array. Arithmetic-heavy code uses long arrays instead.
 */
public record Word(long w0, long w1, long w2, long w3) {
    /** The length of a word in bytes. */
    public static final int LENGTH = 32;

    /** The quantity 0. */
    public static final Word ZERO = new Word(0, 0, 0, 0);

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** Returns the big-endian number in 0 to 32 bytes. Throws IllegalArgumentException if there are more. */
    public static Word of(byte[] bytes) {
        if (bytes.length > LENGTH) {
            throw new IllegalArgumentException("a word has at most 32 bytes, not " + bytes.length);
        }
        byte[] padded = bytes;
        if (bytes.length < LENGTH) {
            padded = new byte[LENGTH];
            System.arraycopy(bytes, 0, padded, LENGTH - bytes.length, bytes.length);
        }
        return new Word((long) LONGS.get(padded, 0), (long) LONGS.get(padded, 8), (long) LONGS.get(padded, 16), (long)
                LONGS.get(padded, 24));
    }

    /** Returns a long as an unsigned quantity. */
    public static Word of(long value) {
        return new Word(0, 0, 0, value);
    }

    /** Returns a quantity from 0 to 2^256 - 1. Throws IllegalArgumentException for any other. */
    public static Word of(BigInteger value) {
        if (value.signum() < 0 || value.bitLength() > 8 * LENGTH) {
            throw new IllegalArgumentException("not a quantity of 256 bits: " + value);
        }
        byte[] bytes = value.toByteArray();
        return of(bytes.length > LENGTH ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }

    /** Returns the 32 bytes of a hash. */
    public static Word of(Hash hash) {
        return new Word(hash.w0(), hash.w1(), hash.w2(), hash.w3());
    }

    /** Returns whether the word is zero. */
    public boolean isZero() {
        return (w0 | w1 | w2 | w3) == 0;
    }

    /** Returns the 32 bytes, big-endian, as a new array. */
    public byte[] toBytes() {
        byte[] bytes = new byte[LENGTH];
        LONGS.set(bytes, 0, w0);
        LONGS.set(bytes, 8, w1);
        LONGS.set(bytes, 16, w2);
        LONGS.set(bytes, 24, w3);
        return bytes;
    }

    /** Returns the unsigned quantity. */
    public BigInteger toBigInteger() {
        return new BigInteger(1, toBytes());
    }

    /** Returns the same 32 bytes as a hash. */
    public Hash toHash() {
        return new Hash(w0, w1, w2, w3);
    }

    @Override
    public int hashCode() {
        // Slots are small numbers or hashes: in both cases the low words differ, and the multiplication spreads them.
        long mixed = (w0 ^ w1 ^ w2 ^ w3) * 0x9e3779b97f4a7c15L;
        return (int) (mixed >>> 32);
    }

    /** Returns 0x and 64 hex digits. */
    @Override
    public String toString() {
        return "0x" + HexFormat.of().formatHex(toBytes());
    }
}
