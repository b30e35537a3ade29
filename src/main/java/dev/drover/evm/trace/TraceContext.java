package dev.drover.evm.trace;

import dev.drover.chain.Hash;
import org.jspecify.annotations.Nullable;

/**
 * Where the traced transaction stands.
 *
 * @param blockHash null if it stands in none
 * @param blockNumber null if it stands in none
 * @param transaction its hash; null if it is made up
 * @param index its place in the block
 * @param firstLog number of logs before it in the block
 * @param budget what the trace may take; shared by all traces of a request
 */
public record TraceContext(
        @Nullable Hash blockHash,
        @Nullable Long blockNumber,
        @Nullable Hash transaction,
        int index,
        int firstLog,
        TraceBudget budget) {}
