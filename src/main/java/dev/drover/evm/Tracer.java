package dev.drover.evm;

import dev.drover.chain.Address;
import dev.drover.chain.Log;
import dev.drover.chain.Word;
import org.jspecify.annotations.Nullable;

/**
 * Listens to transactions as they run, at the moments and in the order of geth's hooks (core/tracing/hooks.go). Arrays that it
 * is given must not be changed. It runs in the thread that executes; what it throws ends the execution.
 */
public interface Tracer {
    /**
     * A transaction begins: nothing is changed yet, nor is its fee paid.
     *
     * @param world what {@link WorldView} says while the transaction runs, too
     */
    default void onTxStart(BlockContext block, WorldView world, Message message) {}

    /**
     * The transaction is over: fees are paid, and what was destroyed is gone.
     *
     * @param gasUsed what it pays for; 0 if it was not valid
     * @param error why it was not valid, else null: a failed call says so in {@link #onExit}
     */
    default void onTxEnd(long gasUsed, @Nullable InvalidTransactionException error) {}

    /**
     * A call begins.
     *
     * @param depth number of calls around it: 0 for a transaction's own
     * @param precompile whether {@code to} is one
     * @param input for a creation the code that makes the contract
     * @param value in wei; null where nothing can be sent
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
     * The call that began last, and is not over yet, is over.
     *
     * @param fault why it failed, or null
     * @param reverted whether its changes are undone
     */
    default void onExit(int depth, byte[] output, long gasUsed, @Nullable Fault fault, boolean reverted) {}

    /**
     * An instruction is about to run, its gas is computed and taken, memory is not grown yet; or it cannot run.
     *
     * @param gas what was left before it
     * @param cost what it takes, including what it hands on to a call
     * @param returnData what the last call of this frame returned
     * @param depth 1 for a transaction's own call
     * @param fault why it cannot run, or null
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

    /** The instruction of the last {@link #onOpcode} failed. */
    default void onFault(int pc, int opcode, long gas, long cost, FrameView frame, int depth, Fault fault) {}

    /** A contract has logged. */
    default void onLog(Log log) {}
}
