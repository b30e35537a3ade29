package dev.drover.config;

import picocli.CommandLine.Option;

/** The options {@code --gpo.*}: geth's gas price oracle. */
public final class GpoOptions {
    @Option(
            names = "--gpo.blocks",
            paramLabel = "COUNT",
            defaultValue = "20",
            description = "Newest blocks from whose transactions a tip is suggested.")
    int blocks;

    @Option(
            names = "--gpo.percentile",
            paramLabel = "PERCENT",
            defaultValue = "60",
            description = "The suggested tip is this percentile of the lowest ones in these blocks.")
    int percentile;

    @Option(
            names = "--gpo.maxprice",
            paramLabel = "WEI",
            defaultValue = "500000000000",
            description = "Highest tip that is suggested.")
    long maxPriceWei;

    @Option(
            names = "--gpo.ignoreprice",
            paramLabel = "WEI",
            defaultValue = "2",
            description = "Tips below this are not looked at.")
    long ignorePriceWei;

    @Option(
            names = "--gpo.max-history",
            paramLabel = "BLOCKS",
            defaultValue = "1024",
            description = "Most blocks in an answer to eth_feeHistory; a request for more gets the newest of them.")
    int historyBlocks;

    /** The settings as given. Throws IllegalArgumentException if they make no sense. */
    public GpoConfig config() {
        return new GpoConfig(blocks, percentile, maxPriceWei, ignorePriceWei, historyBlocks);
    }
}
