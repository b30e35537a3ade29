package dev.drover.crypto.pairing;

/**
 * re + im · i with i² = -1.
 *
 * @param re an element of the prime field
 * @param im another
 */
@SuppressWarnings("ArrayRecordComponent") // Elements are never changed, and compared by their field.
public record Fp2(long[] re, long[] im) {}
