package dev.drover.chain;

import dev.drover.crypto.InvalidSignatureException;
import dev.drover.crypto.Keccak;
import dev.drover.crypto.Secp256k1;
import dev.drover.rlp.RlpException;
import dev.drover.rlp.RlpReader;
import dev.drover.rlp.RlpWriter;
import java.math.BigInteger;

/**
 * An account's signed permission to delegate its code to another account (EIP-7702). An invalid authorization does not
 * make its transaction invalid: it is skipped.
 *
 * @param chainId 0 if it is valid on every chain
 * @param address the account whose code to use
 * @param nonce the account's nonce for which it is valid, 64 bits unsigned
 * @param yParity 0 to 255, unchecked
 */
public record Authorization(BigInteger chainId, Address address, long nonce, int yParity, BigInteger r, BigInteger s) {
    /** The byte before the RLP of the signed message. */
    private static final byte MAGIC = 5;

    /**
     * Returns the account that signed. Takes about 0.14 ms.
     *
     * @throws InvalidSignatureException if the signature is invalid or has the higher of two s values (EIP-2)
     */
    public Address authority() {
        if (!Secp256k1.isLowS(s)) {
            throw new InvalidSignatureException("s is in the upper half");
        }
        byte[] rlp = new RlpWriter(64)
                .beginList()
                .integer(chainId)
                .bytes(address.toBytes())
                .uint64(nonce)
                .endList()
                .toBytes();
        byte[] signed = new byte[rlp.length + 1];
        signed[0] = MAGIC;
        System.arraycopy(rlp, 0, signed, 1, rlp.length);
        return Address.of(Secp256k1.recoverAddress(Keccak.hash(signed), yParity, r, s));
    }

    static Authorization decode(RlpReader in) {
        Authorization authorization = new Authorization(
                in.uint256(), Address.of(in.bytes(Address.LENGTH)), in.uint64(), uint8(in), in.uint256(), in.uint256());
        in.expectEnd();
        return authorization;
    }

    private static int uint8(RlpReader in) {
        long value = in.uint64();
        if (value < 0 || value > 255) {
            throw new RlpException("parity over 255");
        }
        return (int) value;
    }
}
