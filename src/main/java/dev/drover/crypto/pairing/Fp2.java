package dev.drover.crypto.pairing;

/**
 * An element re + im · i with i² = -1.
 *
 * @param re the real part, an element of the prime field
 * @param im the imaginary part, an element of the prime field
 */
@SuppressWarnings("ArrayRecordComponent") // Elements are never changed, and compared by their field.
public record Fp2(long[] re, long[] im) {}
