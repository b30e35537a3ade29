package dev.drover.config;

/**
 * What fees are suggested from. Names and defaults are geth's.
 *
 * @param blocks newest blocks that are looked at (geth: 20)
 * @param percentile of the tips found there that is suggested (geth: 60)
 * @param maxPriceWei highest tip that is suggested (geth: 500 gwei)
 * @param ignorePriceWei tips below it are not looked at (geth: 2 wei)
 * @param historyBlocksMax blocks in one answer to eth_feeHistory; more are cut off (geth: 1,024)
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
