package dev.drover.crypto;

import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.RIPEMD160Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;

/** The older hash functions that contracts may use. Any thread. */
public final class Digests {
    private Digests() {}

    /** SHA-256 (FIPS 180-4) of {@code input}, 32 bytes. */
    public static byte[] sha256(byte[] input) {
        return hash(new SHA256Digest(), input);
    }

    /** RIPEMD-160 of {@code input}, 20 bytes. */
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
