package dev.drover.evm.precompile;

import java.math.BigInteger;
import java.util.Arrays;

/** Reads the input of precompiled contracts, which is padded with zeros, and encodes their output. */
final class PrecompileInput {
    private PrecompileInput() {}

    /** Returns {@code length} bytes from {@code start} on. */
    static byte[] part(byte[] input, long start, int length) {
        if (start >= input.length) {
            return new byte[length];
        }
        int from = (int) start;
        byte[] part = new byte[length];
        System.arraycopy(input, from, part, 0, Math.min(length, input.length - from));
        return part;
    }

    /** Returns the unsigned big-endian number in {@code length} bytes from {@code start} on. */
    static BigInteger number(byte[] input, long start, int length) {
        return new BigInteger(1, part(input, start, length));
    }

    /** Returns the low 256 bits of {@code value} in 32 bytes, big-endian. */
    static byte[] word(BigInteger value) {
        byte[] bytes = value.toByteArray();
        byte[] word = new byte[32];
        int length = Math.min(bytes.length, 32);
        System.arraycopy(bytes, bytes.length - length, word, 32 - length, length);
        return word;
    }

    /** Returns 1 or 0 in 32 bytes. */
    static byte[] bool(boolean value) {
        byte[] word = new byte[32];
        word[31] = (byte) (value ? 1 : 0);
        return word;
    }

    /** Returns the gas for an input that is priced by 32-byte words. */
    static long priceByWord(long base, long perWord, byte[] input) {
        return base + perWord * ((input.length + 31) / 32);
    }

    /** Returns whether all bytes from {@code start} up to, but not including, {@code end} are zero. */
    static boolean zeros(byte[] input, int start, int end) {
        return Arrays.mismatch(input, start, end, new byte[end - start], 0, end - start) < 0;
    }
}
