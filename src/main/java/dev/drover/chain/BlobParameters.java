package dev.drover.chain;

import java.math.BigInteger;

/**
 * How many blobs a block takes and how their price moves (EIP-4844, EIP-7840).
 *
 * @param target blobs per block at which the price stays
 * @param max blobs per block
 * @param baseFeeUpdateFraction how slowly the price moves
 */
public record BlobParameters(int target, int max, long baseFeeUpdateFraction) {
    /** Blob gas of the target. */
    public long targetGas() {
        return target * Transaction.GAS_PER_BLOB;
    }

    /** Blob gas that a block takes at most. */
    public long maxGas() {
        return max * Transaction.GAS_PER_BLOB;
    }

    /** Price of a unit of blob gas in wei (EIP-4844, get_base_fee_per_blob_gas). */
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
