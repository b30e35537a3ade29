package dev.drover.chain;

import dev.drover.rlp.RlpException;
import dev.drover.rlp.RlpReader;
import java.math.BigInteger;

/**
 * An account's signed permission to let its code be that of another (EIP-7702). It may be invalid and still stand in a
 * valid transaction: it is skipped then.
 *
 * @param chainId 0: holds on every chain
 * @param address whose code to take
 * @param nonce the account's nonce at which it holds, 64 bits unsigned
 * @param yParity 0 to 255 as it came
 */
public record Authorization(BigInteger chainId, Address address, long nonce, int yParity, BigInteger r, BigInteger s) {
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
