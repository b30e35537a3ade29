package dev.drover.config;

/**
 * Settings of the gas price oracle. Names and defaults are geth's.
 *
 * @param blocks number of recent blocks to check (geth: 20)
 * @param percentile percentile of the lowest tips of these blocks to suggest (geth: 60)
 * @param maxPriceWei maximum tip to suggest (geth: 500 gwei)
 * @param ignorePriceWei tip below which transactions are ignored (geth: 2 wei)
 * @param historyBlocksMax maximum number of blocks in a response to eth_feeHistory; older ones are cut off (geth: 1,024)
 */
public record GpoConfig(int blocks, int percentile, long maxPriceWei, long ignorePriceWei, int historyBlocksMax) {
    /** Checks the settings. */
    public GpoConfig {
        Check.atLeast("--gpo.blocks", blocks, 1);
        Check.between("--gpo.percentile", percentile, 0, 100);
        Check.atLeast("--gpo.maxprice", maxPriceWei, 1);
        Check.atLeast("--gpo.ignoreprice", ignorePriceWei, 0);
        Check.atLeast("--gpo.max-history", historyBlocksMax, 1);
    }
}
