package dev.drover.evm.trace;

import dev.drover.chain.Hash;
import dev.drover.chain.Word;
import dev.drover.evm.Fault;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The state before one instruction.
 *
 * @param gas the gas before the instruction
 * @param cost the gas of the instruction
 * @param depth 1 for the top-level call
 * @param fault why the instruction cannot run, or null
 * @param stack the top is last; null if not requested
 * @param memory null if not requested
 * @param returnData the output of the last call; null if not requested
 * @param storage the slots of the account accessed so far, if the instruction accesses one; otherwise null
 * @param refund the gas refund so far
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
