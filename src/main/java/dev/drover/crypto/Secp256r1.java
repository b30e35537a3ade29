package dev.drover.crypto;

import java.math.BigInteger;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;

/** Signatures over the curve secp256r1, also named P-256 (SEC 2, section 2.4.2). Thread-safe. */
public final class Secp256r1 {
    private static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256r1");
    private static final BigInteger N = CURVE.getN();
    private static final BigInteger P = CURVE.getCurve().getField().getCharacteristic();

    private Secp256r1() {}

    /**
     * Returns whether (r, s) is a signature of {@code hash}, 32 bytes, by the key (x, y). Returns false if a number is out of
     * range or (x, y) is not on the curve.
     */
    public static boolean verify(byte[] hash, BigInteger r, BigInteger s, BigInteger x, BigInteger y) {
        if (!isScalar(r) || !isScalar(s) || x.compareTo(P) >= 0 || y.compareTo(P) >= 0) {
            return false;
        }
        ECPoint key = CURVE.getCurve().createPoint(x, y);
        if (!key.isValid()) {
            return false;
        }
        BigInteger inverse = s.modInverse(N);
        BigInteger u1 = new BigInteger(1, hash).multiply(inverse).mod(N);
        BigInteger u2 = r.multiply(inverse).mod(N);
        ECPoint sum = ECAlgorithms.sumOfTwoMultiplies(CURVE.getG(), u1, key, u2).normalize();
        return !sum.isInfinity() && sum.getAffineXCoord().toBigInteger().mod(N).equals(r);
    }

    private static boolean isScalar(BigInteger value) {
        return value.signum() > 0 && value.compareTo(N) < 0;
    }
}
