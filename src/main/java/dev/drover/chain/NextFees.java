package dev.drover.chain;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * The base fees of the block after a given one. The parent determines them, except for the fork: the time of the next
 * block is unknown, so the blob parameters of the parent are used, as geth does (eth/gasprice/feehistory.go).
 *
 * @param baseFee wei per unit of gas; null before London
 * @param blobBaseFee wei per unit of blob gas; null if the parent is older than Cancun
 */
public record NextFees(
        @Nullable BigInteger baseFee, @Nullable BigInteger blobBaseFee) {
    private static final BigInteger INITIAL_BASE_FEE = BigInteger.valueOf(1_000_000_000);
    private static final long ELASTICITY = 2;
    private static final BigInteger CHANGE_DENOMINATOR = BigInteger.valueOf(8);

    /** The minimum cost of a blob, in gas at the base fee (EIP-7918, BLOB_BASE_COST). */
    private static final BigInteger BLOB_RESERVE_GAS = BigInteger.valueOf(1 << 13);

    /** Returns the fees of the block after {@code parent}. */
    public static NextFees after(ChainConfig config, Header parent) {
        return new NextFees(baseFee(config, parent), blobBaseFee(config, parent));
    }

    /**
     * Returns the blob gas that blocks up to {@code parent} used beyond the target: the {@code excessBlobGas} of the
     * next block (EIP-4844, since Osaka EIP-7918; geth: consensus/misc/eip4844).
     *
     * @param time the time of the next block, which is in Cancun or later
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

    /** Returns whether blobs cost less than the minimum, in which case their price is not lowered (EIP-7918). */
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

    /** Returns the base fee after {@code parent} (EIP-1559; geth: consensus/misc/eip1559). */
    private static @Nullable BigInteger baseFee(ChainConfig config, Header parent) {
        BigInteger before = parent.baseFee();
        if (before == null) {
            // London does not depend on the difficulty of the next block, which is unknown.
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
