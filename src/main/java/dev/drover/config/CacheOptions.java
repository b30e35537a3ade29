package dev.drover.config;

import picocli.CommandLine.Option;

/** The options {@code --cache.*}. */
public final class CacheOptions {
    @Option(
            names = "--cache.blocks",
            paramLabel = "SIZE",
            defaultValue = "64MiB",
            converter = Units.BytesConverter.class,
            description = "Memory for blocks as JSON: polls for the latest block are answered from it.")
    long blocks;

    @Option(
            names = "--cache.senders",
            paramLabel = "COUNT",
            defaultValue = "100000",
            description = "Senders of transactions to remember, about 160 bytes each: to find one takes 0.14 ms.")
    long senders;

    @Option(
            names = "--cache.tips",
            paramLabel = "SIZE",
            defaultValue = "16MiB",
            converter = Units.BytesConverter.class,
            description = "Memory for the tips in blocks, about 64 bytes a transaction: eth_feeHistory with percentiles"
                    + " reads whole blocks and receipts without it.")
    long tips;

    @Option(
            names = "--cache.trie",
            paramLabel = "SIZE",
            defaultValue = "128MiB",
            converter = Units.BytesConverter.class,
            description = "Memory for nodes of state tries and for code: whatever reads balances, storage or calls"
                    + " contracts needs them.")
    long trie;

    @Option(
            names = "--cache.code",
            paramLabel = "SIZE",
            defaultValue = "64MiB",
            converter = Units.BytesConverter.class,
            description = "Memory for contracts made ready to run.")
    long code;

    @Option(
            names = "--cache.filters",
            paramLabel = "COUNT",
            defaultValue = "100000",
            description = "Filters whose last poll is remembered, about 200 bytes each; the longest unused is forgotten"
                    + " first.")
    int filters;

    @Option(
            names = "--cache.pending",
            paramLabel = "COUNT",
            defaultValue = "10000",
            description = "Pending transactions to keep for eth_newPendingTransactionFilter.")
    int pending;

    /** The settings as given. Throws IllegalArgumentException if they make no sense. */
    public CacheConfig config() {
        return new CacheConfig(blocks, senders, tips, trie, code, filters, pending);
    }
}
