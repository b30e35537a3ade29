package dev.drover.evm.trace;

import dev.drover.chain.Log;

/**
 * A log and its position.
 *
 * @param index the index of the log in the block
 * @param position the number of inner calls of the same call that ended before the log
 */
public record CallLog(Log log, int index, int position) {}
