package dev.drover.chain;

import java.math.BigInteger;

/**
 * The number of blobs in a block and the dynamics of their price (EIP-4844, EIP-7840).
 *
 * @param target the blobs per block at which the price stays constant
 * @param max the maximum number of blobs per block
 * @param baseFeeUpdateFraction the larger, the slower the price changes
 */
public record BlobParameters(int target, int max, long baseFeeUpdateFraction) {
    /** Returns the blob gas of the target. */
    public long targetGas() {
        return target * Transaction.GAS_PER_BLOB;
    }

    /** Returns the maximum blob gas of a block. */
    public long maxGas() {
        return max * Transaction.GAS_PER_BLOB;
    }

    /** Returns the price of a unit of blob gas in wei (EIP-4844, get_base_fee_per_blob_gas). */
    public BigInteger baseFee(long excessBlobGas) {
        BigInteger numerator = new BigInteger(Long.toUnsignedString(excessBlobGas));
        BigInteger denominator = BigInteger.valueOf(baseFeeUpdateFraction);
        BigInteger sum = BigInteger.ZERO;
        BigInteger term = denominator;
        for (int i = 1; term.signum() > 0; i++) {
            sum = sum.add(term);
            term = term.multiply(numerator).divide(denominator.multiply(BigInteger.valueOf(i)));
        }
        return sum.divide(denominator);
    }
}
