package dev.drover.evm.trace;

import dev.drover.chain.Hash;
import org.jspecify.annotations.Nullable;

/**
 * The position of the traced transaction.
 *
 * @param blockHash null if it is not in a block
 * @param blockNumber null if it is not in a block
 * @param transaction the transaction hash; null for a simulated call
 * @param index the index in the block
 * @param firstLog the number of logs before it in the block
 * @param budget the memory budget, shared by all traces of a request
 */
public record TraceContext(
        @Nullable Hash blockHash,
        @Nullable Long blockNumber,
        @Nullable Hash transaction,
        int index,
        int firstLog,
        TraceBudget budget) {}
