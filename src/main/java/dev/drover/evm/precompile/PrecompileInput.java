package dev.drover.evm.precompile;

import java.math.BigInteger;
import java.util.Arrays;

/** Reads parts of a precompiled contract's input, which goes on with zeros where it ends. */
final class PrecompileInput {
    private PrecompileInput() {}

    /** {@code length} bytes from {@code start} on. */
    static byte[] part(byte[] input, long start, int length) {
        if (start >= input.length) {
            return new byte[length];
        }
        int from = (int) start;
        byte[] part = new byte[length];
        System.arraycopy(input, from, part, 0, Math.min(length, input.length - from));
        return part;
    }

    /** The unsigned number in {@code length} bytes from {@code start} on, big-endian. */
    static BigInteger number(byte[] input, long start, int length) {
        return new BigInteger(1, part(input, start, length));
    }

    /** {@code value} in 32 bytes, big-endian. */
    static byte[] word(BigInteger value) {
        byte[] bytes = value.toByteArray();
        byte[] word = new byte[32];
        int length = Math.min(bytes.length, 32);
        System.arraycopy(bytes, bytes.length - length, word, 32 - length, length);
        return word;
    }

    /** 32 bytes that say yes or no. */
    static byte[] truth(boolean yes) {
        byte[] word = new byte[32];
        word[31] = (byte) (yes ? 1 : 0);
        return word;
    }

    /** Price of an input by its words of 32 bytes. */
    static long priceByWord(long base, long perWord, byte[] input) {
        return base + perWord * ((input.length + 31) / 32);
    }

    /** True if all bytes from {@code start} to before {@code end} are zero. */
    static boolean zeros(byte[] input, int start, int end) {
        return Arrays.mismatch(input, start, end, new byte[end - start], 0, end - start) < 0;
    }
}
