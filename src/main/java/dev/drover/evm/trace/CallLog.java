package dev.drover.evm.trace;

import dev.drover.chain.Log;

/**
 * A log and where it was made.
 *
 * @param index its place among the logs of the block
 * @param position how many calls of the same frame were over before
 */
public record CallLog(Log log, int index, int position) {}
