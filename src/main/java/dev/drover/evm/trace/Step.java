package dev.drover.evm.trace;

import dev.drover.chain.Hash;
import dev.drover.chain.Word;
import dev.drover.evm.Fault;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * An instruction about to run.
 *
 * @param gas what was left before it
 * @param cost what it takes
 * @param depth 1 for a transaction's own call
 * @param fault why it cannot run, or null
 * @param stack the top last; null if not asked for
 * @param memory null if not asked for
 * @param returnData of the last call; null if not asked for
 * @param storage the slots of the account that were touched up to now, where the instruction touches one; else null
 * @param refund gas to be given back, up to now
 */
public record Step(
        int pc,
        int opcode,
        long gas,
        long cost,
        int depth,
        @Nullable Fault fault,
        Word @Nullable [] stack,
        byte @Nullable [] memory,
        byte @Nullable [] returnData,
        @Nullable SortedMap<Hash, Word> storage,
        long refund) {}
