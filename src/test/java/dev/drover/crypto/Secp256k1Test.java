package dev.drover.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

final class Secp256k1Test {
    private static final BigInteger N =
            new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);
    // The example of EIP-155.
    private static final byte[] HASH = hex("daf5a779ae972f972197303d7b574746c7ef83eadac0f2791ad23db92e4c8e53");
    private static final BigInteger R =
            new BigInteger("28ef61340bd939bc2195fe537567866003e1a15d3c71ff63e1590620aa636276", 16);
    private static final BigInteger S =
            new BigInteger("67cbe9d8997f761aecb703304b3800ccf555c9f3dc64214b297fb1966a3b6d83", 16);

    @Test
    void recoversTheSignerOfTheExampleOfEip155() {
        assertThat(Secp256k1.recoverAddress(HASH, 0, R, S)).isEqualTo(hex("9d8a62f656a8d1615c1294fd71e9cfb3e4855a4f"));
    }

    @Test
    void recoversTheSameSignerFromTheHighSCounterpart() {
        assertThat(Secp256k1.recoverAddress(HASH, 1, R, N.subtract(S)))
                .isEqualTo(hex("9d8a62f656a8d1615c1294fd71e9cfb3e4855a4f"));
    }

    @Test
    void recoversAnotherSignerWithTheOtherParity() {
        assertThat(Secp256k1.recoverAddress(HASH, 1, R, S))
                .isNotEqualTo(hex("9d8a62f656a8d1615c1294fd71e9cfb3e4855a4f"));
    }

    @Test
    void acceptsOnlyTheLowerHalfAsLowS() {
        assertThat(Secp256k1.isLowS(S)).isTrue();
        assertThat(Secp256k1.isLowS(N.subtract(S))).isFalse();
        assertThat(Secp256k1.isLowS(N.shiftRight(1))).isTrue();
        assertThat(Secp256k1.isLowS(N.shiftRight(1).add(BigInteger.ONE))).isFalse();
    }

    @Test
    void refusesNumbersOutOfRange() {
        for (BigInteger bad : new BigInteger[] {BigInteger.ZERO, N, N.add(BigInteger.ONE), BigInteger.ONE.negate()}) {
            assertThatThrownBy(() -> Secp256k1.recoverAddress(HASH, 0, bad, S))
                    .isInstanceOf(InvalidSignatureException.class)
                    .hasMessage("r is out of range");
            assertThatThrownBy(() -> Secp256k1.recoverAddress(HASH, 0, R, bad))
                    .isInstanceOf(InvalidSignatureException.class)
                    .hasMessage("s is out of range");
        }
        assertThatThrownBy(() -> Secp256k1.recoverAddress(HASH, 2, R, S)).isInstanceOf(InvalidSignatureException.class);
    }

    @Test
    void refusesAnRThatIsNotOnTheCurve() {
        // 5^3 + 7 is not a square in the curve's field.
        assertThatThrownBy(() -> Secp256k1.recoverAddress(HASH, 0, BigInteger.valueOf(5), S))
                .isInstanceOf(InvalidSignatureException.class);
    }

    @Test
    void refusesASignatureWhoseKeyIsAtInfinity() {
        // With the generator as nonce point (r = its x) and s = hash, the two terms cancel out.
        BigInteger x = new BigInteger("79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798", 16);
        BigInteger hash = new BigInteger(1, HASH).mod(N);
        assertThatThrownBy(() -> Secp256k1.recoverAddress(HASH, 0, x, hash))
                .isInstanceOf(InvalidSignatureException.class)
                .hasMessage("no key matches the signature");
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
