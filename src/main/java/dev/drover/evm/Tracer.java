package dev.drover.evm;

import dev.drover.chain.Address;
import dev.drover.chain.Log;
import dev.drover.chain.Word;
import org.jspecify.annotations.Nullable;

/**
 * Observes the execution of transactions, with the same events in the same order as geth's hooks (core/tracing/hooks.go). Arrays
 * that are passed to it must not be modified. It runs on the executing thread; an exception ends the execution.
 */
public interface Tracer {
    /**
     * Called before a transaction changes anything, including its fee payment.
     *
     * @param world the current state, also valid while the transaction runs
     */
    default void onTxStart(BlockContext block, WorldView world, Message message) {}

    /**
     * Called when the transaction has ended: fees are paid and destroyed accounts are deleted.
     *
     * @param gasUsed the gas that the transaction pays for; 0 if it was not valid
     * @param error why the transaction was not valid, or null; a failed call is reported by {@link #onExit}
     */
    default void onTxEnd(long gasUsed, @Nullable InvalidTransactionException error) {}

    /**
     * Called when a call begins.
     *
     * @param depth the number of enclosing calls: 0 for the top-level call
     * @param precompile whether {@code to} is a precompiled contract
     * @param input the call data, or the init code of a creation
     * @param value in wei; null for a static call
     */
    default void onEnter(
            int depth,
            CallType type,
            Address from,
            Address to,
            boolean precompile,
            byte[] input,
            long gas,
            @Nullable Word value) {}

    /**
     * Called when the innermost running call ends.
     *
     * @param fault why the call failed, or null if it succeeded
     * @param reverted whether the changes of the call were undone
     */
    default void onExit(int depth, byte[] output, long gasUsed, @Nullable Fault fault, boolean reverted) {}

    /**
     * Called before an instruction runs, after its gas was deducted and before memory grows; or if it cannot run.
     *
     * @param gas the gas before the instruction
     * @param cost the gas of the instruction, including the gas passed to a call
     * @param returnData the output of the last call that this frame made
     * @param depth 1 for the top-level call
     * @param fault why the instruction cannot run, or null
     */
    default void onOpcode(
            int pc,
            int opcode,
            long gas,
            long cost,
            FrameView frame,
            byte[] returnData,
            int depth,
            @Nullable Fault fault) {}

    /** Called when the instruction of the last {@link #onOpcode} failed. */
    default void onFault(int pc, int opcode, long gas, long cost, FrameView frame, int depth, Fault fault) {}

    /** Called when a contract emits a log. */
    default void onLog(Log log) {}
}
