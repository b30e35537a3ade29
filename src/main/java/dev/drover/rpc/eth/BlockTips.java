package dev.drover.rpc.eth;

import dev.drover.chain.Block;
import dev.drover.chain.Receipt;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The priority fees of the transactions of a block, in ascending order.
 *
 * @param tips wei per unit of gas
 * @param gasUpTo the gas used by the transactions up to and including this one; as long as {@code tips}
 */
record BlockTips(BigInteger[] tips, long[] gasUpTo) {
    private record Paid(BigInteger tip, long gasUsed) {}

    /** Returns the tips of a block, and the gas that was bought with each. */
    static BlockTips of(Block block, List<Receipt> receipts) {
        List<Paid> paid = new ArrayList<>(receipts.size());
        for (Receipt receipt : receipts) {
            BigInteger tip = receipt.transaction().effectiveTip(block.header().baseFee());
            paid.add(new Paid(tip, receipt.gasUsed()));
        }
        paid.sort(Comparator.comparing(Paid::tip));
        BlockTips sorted = new BlockTips(new BigInteger[paid.size()], new long[paid.size()]);
        long gas = 0;
        for (int i = 0; i < paid.size(); i++) {
            gas += paid.get(i).gasUsed;
            sorted.tips[i] = paid.get(i).tip;
            sorted.gasUpTo[i] = gas;
        }
        return sorted;
    }

    /**
     * Returns for each percentile the tip of the transaction at that part of the block's gas; zeros if the block is
     * empty (geth: eth/gasprice/feehistory.go).
     *
     * @param percentiles ascending, from 0 to 100
     */
    BigInteger[] at(double[] percentiles, long blockGasUsed) {
        BigInteger[] rewards = new BigInteger[percentiles.length];
        int index = 0;
        for (int i = 0; i < percentiles.length; i++) {
            long threshold = (long) (blockGasUsed * percentiles[i] / 100);
            while (index < tips.length - 1 && gasUpTo[index] < threshold) {
                index++;
            }
            rewards[i] = tips.length == 0 ? BigInteger.ZERO : tips[index];
        }
        return rewards;
    }

    /** Returns the approximate size in memory. */
    int sizeBytes() {
        return 64 + 64 * tips.length;
    }
}
