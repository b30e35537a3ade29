package dev.drover.config;

/**
 * The sizes of the caches. Except for filter positions and pending transactions, they only save time. Blocks and their
 * parts are cached by hash, so a head change never invalidates them.
 *
 * @param blocksMaxBytes memory for blocks encoded as JSON; 0 disables the cache
 * @param sendersMax number of transaction senders, about 160 bytes each; 0 disables the cache
 * @param tipsMaxBytes memory for the priority fees of blocks; 0 disables the cache
 * @param trieMaxBytes memory for state trie nodes and contract code; 0 disables the cache
 * @param codeMaxBytes memory for contract code prepared for execution; 0 disables the cache
 * @param filtersMax number of filters whose last poll is remembered, about 200 bytes each
 * @param pendingMax number of pending transactions kept for pending-transaction filters; 0 keeps none
 */
public record CacheConfig(
        long blocksMaxBytes,
        long sendersMax,
        long tipsMaxBytes,
        long trieMaxBytes,
        long codeMaxBytes,
        int filtersMax,
        int pendingMax) {
    /** Checks the settings. */
    public CacheConfig {
        Check.atLeast("--cache.blocks", blocksMaxBytes, 0);
        Check.atLeast("--cache.senders", sendersMax, 0);
        Check.atLeast("--cache.tips", tipsMaxBytes, 0);
        Check.atLeast("--cache.trie", trieMaxBytes, 0);
        Check.atLeast("--cache.code", codeMaxBytes, 0);
        Check.atLeast("--cache.filters", filtersMax, 1);
        Check.atLeast("--cache.pending", pendingMax, 0);
    }
}
