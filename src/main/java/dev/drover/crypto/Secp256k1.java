package dev.drover.crypto;

import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;

/** Signatures over the curve secp256k1 (SEC 2, section 2.4.1), as Ethereum uses them. Thread-safe. */
public final class Secp256k1 {
    private static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256k1");
    private static final BigInteger N = CURVE.getN();
    private static final BigInteger HALF_N = N.shiftRight(1);

    private Secp256k1() {}

    /**
     * Returns whether {@code s} is in the lower half of its range. Every signature has a counterpart in the upper half, which
     * is not allowed since Homestead (EIP-2).
     */
    public static boolean isLowS(BigInteger s) {
        return s.compareTo(HALF_N) <= 0;
    }

    /**
     * Returns the address of the key that signed. Takes about 0.14 ms, so it must not run on an event loop.
     *
     * @param hash the signed hash, 32 bytes
     * @param yParity 0 or 1: selects one of the two points with the x coordinate {@code r}
     * @return 20 bytes
     * @throws InvalidSignatureException if r or s is out of range or no key matches the signature
     */
    public static byte[] recoverAddress(byte[] hash, int yParity, BigInteger r, BigInteger s) {
        if (hash.length != 32) {
            throw new IllegalArgumentException("a hash has 32 bytes, not " + hash.length);
        }
        requireInRange("r", r);
        requireInRange("s", s);
        ECPoint nonce = decompress(r, yParity);
        BigInteger inverse = r.modInverse(N);
        BigInteger u1 = new BigInteger(1, hash).negate().multiply(inverse).mod(N);
        BigInteger u2 = s.multiply(inverse).mod(N);
        ECPoint key = ECAlgorithms.sumOfTwoMultiplies(CURVE.getG(), u1, nonce, u2);
        if (key.isInfinity()) {
            throw new InvalidSignatureException("no key matches the signature");
        }
        return address(key);
    }

    /**
     * Returns the address of a private key. Does not run in constant time: for test keys only.
     *
     * @param privateKey at least 1 and less than the curve's order
     * @return 20 bytes
     * @throws InvalidSignatureException if the key is out of range
     */
    public static byte[] addressOf(BigInteger privateKey) {
        requireInRange("the private key", privateKey);
        return address(CURVE.getG().multiply(privateKey).normalize());
    }

    private static byte[] address(ECPoint key) {
        return Arrays.copyOfRange(Keccak.hash(key.getEncoded(false), 1, 64), 12, 32);
    }

    private static void requireInRange(String name, BigInteger value) {
        if (value.signum() <= 0 || value.compareTo(N) >= 0) {
            throw new InvalidSignatureException(name + " is out of range");
        }
    }

    private static ECPoint decompress(BigInteger x, int yParity) {
        if (yParity != 0 && yParity != 1) {
            throw new InvalidSignatureException("parity is " + yParity);
        }
        byte[] encoded = new byte[33];
        encoded[0] = (byte) (2 + yParity);
        byte[] magnitude = x.toByteArray();
        int length = Math.min(magnitude.length, 32);
        System.arraycopy(magnitude, magnitude.length - length, encoded, 33 - length, length);
        try {
            return CURVE.getCurve().decodePoint(encoded);
        } catch (IllegalArgumentException e) {
            throw new InvalidSignatureException("r is not the x coordinate of a point");
        }
    }
}
