package dev.drover.config;

import picocli.CommandLine.Option;

/** The options {@code --gpo.*} of the gas price oracle, as in geth. */
public final class GpoOptions {
    @Option(
            names = "--gpo.blocks",
            paramLabel = "COUNT",
            defaultValue = "20",
            description = "Number of recent blocks to check for gas prices.")
    int blocks;

    @Option(
            names = "--gpo.percentile",
            paramLabel = "PERCENT",
            defaultValue = "60",
            description = "Percentile of the lowest tips in recent blocks to suggest as gas tip.")
    int percentile;

    @Option(
            names = "--gpo.maxprice",
            paramLabel = "WEI",
            defaultValue = "500000000000",
            description = "Maximum gas tip to suggest, in wei.")
    long maxPriceWei;

    @Option(
            names = "--gpo.ignoreprice",
            paramLabel = "WEI",
            defaultValue = "2",
            description = "Gas tip in wei below which transactions are ignored.")
    long ignorePriceWei;

    @Option(
            names = "--gpo.max-history",
            paramLabel = "BLOCKS",
            defaultValue = "1024",
            description = "Maximum number of blocks in a response to eth_feeHistory. A request for more blocks returns"
                    + " the most recent ones.")
    int historyBlocks;

    /** Returns the parsed settings. Throws IllegalArgumentException if they are invalid. */
    public GpoConfig config() {
        return new GpoConfig(blocks, percentile, maxPriceWei, ignorePriceWei, historyBlocks);
    }
}
