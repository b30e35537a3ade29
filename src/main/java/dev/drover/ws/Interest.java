package dev.drover.ws;

import dev.drover.chain.Hash;
import dev.drover.chain.LogCriteria;
import java.util.Set;

/** The kind of a subscription, and its filter. */
sealed interface Interest {
    /** Returns whether its notices follow the steps of the chain. */
    default boolean ofTheChain() {
        return this instanceof NewHeads || this instanceof Logs || this instanceof Receipts;
    }

    /** Every canonical block. */
    record NewHeads() implements Interest {}

    /**
     * Logs of blocks that become canonical, and of blocks that are no longer canonical, marked as removed.
     *
     * @param blooms the bloom test of {@code criteria}
     * @param last the number of the last block whose logs are wanted
     */
    record Logs(LogCriteria criteria, LogCriteria.BloomTest blooms, long last) implements Interest {}

    /**
     * Receipts of blocks that become canonical, one notification per block.
     *
     * @param transactions the transactions whose receipts are wanted; empty: all
     */
    record Receipts(Set<Hash> transactions) implements Interest {}

    /**
     * Pending transactions.
     *
     * @param full whole transactions instead of their hashes
     */
    record PendingTransactions(boolean full) implements Interest {}

    /** The replica's progress towards the end of its topic. */
    record Syncing() implements Interest {}
}
