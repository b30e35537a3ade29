package dev.drover.chain;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * What the block after a given one costs. The parent decides it all, but for the fork: when the next block comes is not known,
 * so the parent's own blob parameters are taken, as geth does (eth/gasprice/feehistory.go).
 *
 * @param baseFee wei per unit of gas; null before London
 * @param blobBaseFee wei per unit of blob gas; null if the parent is older than Cancun
 */
public record NextFees(
        @Nullable BigInteger baseFee, @Nullable BigInteger blobBaseFee) {
    private static final BigInteger INITIAL_BASE_FEE = BigInteger.valueOf(1_000_000_000);
    private static final long ELASTICITY = 2;
    private static final BigInteger CHANGE_DENOMINATOR = BigInteger.valueOf(8);

    /** Gas that a blob costs its sender at least, in units of the base fee (EIP-7918, BLOB_BASE_COST). */
    private static final BigInteger BLOB_RESERVE_GAS = BigInteger.valueOf(1 << 13);

    /** The fees of the block after {@code parent}. */
    public static NextFees after(ChainConfig config, Header parent) {
        return new NextFees(baseFee(config, parent), blobBaseFee(config, parent));
    }

    /**
     * Blob gas that blocks up to {@code parent} used beyond the target: the {@code excessBlobGas} of the block after it
     * (EIP-4844, since Osaka EIP-7918; geth: consensus/misc/eip4844).
     *
     * @param time of the block after it, which is in Cancun or later
     */
    public static long excessBlobGas(ChainConfig config, Header parent, long time) {
        BlobParameters blobs = config.blobParametersAt(time);
        if (blobs == null) {
            throw new IllegalArgumentException("the chain's config has no blob schedule for time " + time);
        }
        long excess = parent.excessBlobGas() == null ? 0 : parent.excessBlobGas();
        long used = parent.blobGasUsed() == null ? 0 : parent.blobGasUsed();
        if (Long.compareUnsigned(excess + used, blobs.targetGas()) < 0) {
            return 0;
        }
        if (config.rulesAt(parent.number() + 1, time, true).has(Fork.OSAKA) && isUnderReserve(blobs, parent, excess)) {
            return excess + used * (blobs.max() - blobs.target()) / blobs.max();
        }
        return excess + used - blobs.targetGas();
    }

    /** True if a blob costs less than the gas that its sender must buy with it: then blobs are not made cheaper (EIP-7918). */
    private static boolean isUnderReserve(BlobParameters blobs, Header parent, long excess) {
        if (parent.baseFee() == null) {
            return false;
        }
        BigInteger reserve = parent.baseFee().multiply(BLOB_RESERVE_GAS);
        return reserve.compareTo(blobs.baseFee(excess).multiply(BigInteger.valueOf(Transaction.GAS_PER_BLOB))) > 0;
    }

    private static @Nullable BigInteger blobBaseFee(ChainConfig config, Header parent) {
        BlobParameters blobs = config.blobParametersAt(parent.time());
        return parent.excessBlobGas() == null || blobs == null
                ? null
                : blobs.baseFee(excessBlobGas(config, parent, parent.time()));
    }

    /** EIP-1559 (geth: consensus/misc/eip1559). */
    private static @Nullable BigInteger baseFee(ChainConfig config, Header parent) {
        BigInteger before = parent.baseFee();
        if (before == null) {
            // The difficulty of the next block is not known, nor does London depend on it.
            return config.rulesAt(parent.number() + 1, parent.time(), false).has(Fork.LONDON) ? INITIAL_BASE_FEE : null;
        }
        long target = parent.gasLimit() / ELASTICITY;
        long beyond = parent.gasUsed() - target;
        if (beyond == 0) {
            return before;
        }
        BigInteger change = before.multiply(BigInteger.valueOf(Math.abs(beyond)))
                .divide(BigInteger.valueOf(target))
                .divide(CHANGE_DENOMINATOR);
        return beyond > 0 ? before.add(change.max(BigInteger.ONE)) : before.subtract(change);
    }
}
