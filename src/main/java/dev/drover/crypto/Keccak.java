package dev.drover.crypto;

import org.bouncycastle.crypto.digests.KeccakDigest;

/** Keccak-256, Ethereum's hash function (not the final SHA3-256: the padding differs). */
public final class Keccak {
    private Keccak() {}

    /** The 32-byte hash of {@code input}. Any thread. */
    public static byte[] hash(byte[] input) {
        return hash(input, 0, input.length);
    }

    /** The 32-byte hash of a part of {@code input}. Any thread. */
    public static byte[] hash(byte[] input, int start, int length) {
        KeccakDigest digest = new KeccakDigest(256);
        digest.update(input, start, length);
        byte[] out = new byte[32];
        digest.doFinal(out, 0);
        return out;
    }
}
