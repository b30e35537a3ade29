package dev.drover.crypto;

import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.RIPEMD160Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;

/** The hash functions that precompiled contracts use. Thread-safe. */
public final class Digests {
    private Digests() {}

    /** Returns the 32-byte SHA-256 hash (FIPS 180-4) of {@code input}. */
    public static byte[] sha256(byte[] input) {
        return hash(new SHA256Digest(), input);
    }

    /** Returns the 20-byte RIPEMD-160 hash of {@code input}. */
    public static byte[] ripemd160(byte[] input) {
        return hash(new RIPEMD160Digest(), input);
    }

    private static byte[] hash(Digest digest, byte[] input) {
        digest.update(input, 0, input.length);
        byte[] output = new byte[digest.getDigestSize()];
        digest.doFinal(output, 0);
        return output;
    }
}
