package dev.drover.config;

import picocli.CommandLine.Option;

/** The options {@code --cache.*}. */
public final class CacheOptions {
    @Option(
            names = "--cache.blocks",
            paramLabel = "SIZE",
            defaultValue = "64MiB",
            converter = Units.BytesConverter.class,
            description = "Memory for blocks encoded as JSON. Requests for the latest block are answered from this"
                    + " cache. 0 disables it.")
    long blocks;

    @Option(
            names = "--cache.senders",
            paramLabel = "COUNT",
            defaultValue = "100000",
            description = "Number of transaction senders to cache, about 160 bytes each. Recovering a sender from its"
                    + " signature takes 0.14 ms. 0 disables the cache.")
    long senders;

    @Option(
            names = "--cache.tips",
            paramLabel = "SIZE",
            defaultValue = "16MiB",
            converter = Units.BytesConverter.class,
            description = "Memory for the priority fees of blocks, about 64 bytes per transaction. Without it,"
                    + " eth_feeHistory with percentiles reads whole blocks and receipts. 0 disables the cache.")
    long tips;

    @Option(
            names = "--cache.trie",
            paramLabel = "SIZE",
            defaultValue = "128MiB",
            converter = Units.BytesConverter.class,
            description = "Memory for state trie nodes and contract code, which every request for a balance, a storage"
                    + " slot or a contract call needs. 0 disables the cache.")
    long trie;

    @Option(
            names = "--cache.code",
            paramLabel = "SIZE",
            defaultValue = "64MiB",
            converter = Units.BytesConverter.class,
            description = "Memory for contract code prepared for execution. 0 disables the cache.")
    long code;

    @Option(
            names = "--cache.filters",
            paramLabel = "COUNT",
            defaultValue = "100000",
            description = "Number of filters whose last poll is remembered, about 200 bytes each. The least recently"
                    + " used filter is evicted first.")
    int filters;

    @Option(
            names = "--cache.pending",
            paramLabel = "COUNT",
            defaultValue = "10000",
            description = "Number of pending transactions to keep for eth_newPendingTransactionFilter. 0 keeps none.")
    int pending;

    /** Returns the parsed settings. Throws IllegalArgumentException if they are invalid. */
    public CacheConfig config() {
        return new CacheConfig(blocks, senders, tips, trie, code, filters, pending);
    }
}
