package dev.drover.ws;

import dev.drover.chain.Hash;
import dev.drover.chain.LogCriteria;
import java.util.Set;

/** What a subscription is for. */
sealed interface Interest {
    /** Whether it is for what the blocks of the chain bring, in their order. */
    default boolean ofTheChain() {
        return this instanceof NewHeads || this instanceof Logs || this instanceof Receipts;
    }

    /** Every canonical block. */
    record NewHeads() implements Interest {}

    /**
     * Logs of canonical blocks, and those of blocks that are canonical no more, marked.
     *
     * @param blooms made of {@code criteria}
     * @param last logs of later blocks are not wanted
     */
    record Logs(LogCriteria criteria, LogCriteria.BloomTest blooms, long last) implements Interest {}

    /**
     * Receipts of canonical blocks, those of a block in one notification.
     *
     * @param transactions only of these; empty: of all
     */
    record Receipts(Set<Hash> transactions) implements Interest {}

    /**
     * Transactions that wait for a block.
     *
     * @param full the transactions, not only their hashes
     */
    record PendingTransactions(boolean full) implements Interest {}

    /** Whether the replica is still reading up to its topic's end. */
    record Syncing() implements Interest {}
}
