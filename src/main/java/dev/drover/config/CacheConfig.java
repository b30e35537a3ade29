package dev.drover.config;

/**
 * What is kept in memory to answer sooner. Nothing of it is needed for a right answer, but for what filters tell; blocks and
 * what belongs to them are kept by hash, so no change of the head makes them wrong.
 *
 * @param blocksMaxBytes blocks as JSON; 0 keeps none
 * @param sendersMax senders of transactions, about 160 bytes each; 0 keeps none
 * @param tipsMaxBytes what the transactions of blocks tipped; 0 keeps none
 * @param trieMaxBytes nodes of state tries and code; 0 keeps none
 * @param codeMaxBytes contracts made ready to run; 0 keeps none
 * @param filtersMax how far that many filters were polled, about 200 bytes each
 * @param pendingMax pending transactions, for filters that tell of them; 0 keeps none
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
