/**
 * The Ethereum virtual machine: executes calls, transactions and blocks under the rules of every fork from Frontier to Osaka.
 * It follows geth, including the order of its checks and its error texts, because JSON-RPC answers and traces show them.
 *
 * <p><b>How a transaction flows.</b> {@link dev.drover.evm.BlockProcessor} executes whole blocks with a
 * {@link dev.drover.evm.BlockReplay}, which passes one transaction after the other to a
 * {@link dev.drover.evm.TransactionProcessor}. That checks the {@link dev.drover.evm.Message} ({@code TransactionChecks},
 * {@code MessageChecks}), buys gas, warms addresses and calls {@link dev.drover.evm.Evm}. {@code Evm} turns the call into a
 * {@code MessageFrame} and lets the {@code Interpreter} run it. An instruction that makes a call leaves a {@code CallRequest} in
 * its frame; {@code Evm} then runs the inner frame and resumes the outer one with the {@link dev.drover.evm.CallResult}. So
 * nested calls do not nest on the Java stack. Simulated calls (eth_call) enter at {@code TransactionProcessor}.
 *
 * <p><b>How an instruction runs.</b> The {@code Interpreter} checks the stack and charges the constant gas that the fork's
 * {@code InstructionSet} lists, then the operand-dependent gas that {@code DynamicGas} computes, grows the memory, and executes:
 * {@code ArithmeticOps}, {@code EnvironmentOps}, {@code StorageOps}, {@code CallOps} or a method of its own. All of them share
 * an {@code ExecutionContext}. A failing instruction throws a {@code HaltException} with a {@link dev.drover.evm.Fault}.
 *
 * <p><b>State.</b> {@link dev.drover.evm.World} holds the accounts that were accessed and every change; {@code StateJournal}
 * records how to undo them. The base state is a {@link dev.drover.trie.StateView} and is never written.
 * {@link dev.drover.evm.World#changes} returns the changes, and {@link dev.drover.evm.StateRoots} computes the root after them.
 *
 * <p><b>Invariants.</b> One thread runs an {@code Evm} and its {@code World}. Arithmetic allocates nothing: a stack
 * word is four longs in one array. Jumps and calls check the {@link dev.drover.evm.Interrupt}. Callers decide by
 * {@link dev.drover.evm.Fault.Kind} and {@link dev.drover.evm.InvalidTransactionException.Reason}, never by an error text.
 *
 * <p><b>Where to add things.</b>
 *
 * <ul>
 *   <li>A fork: add it to {@link dev.drover.chain.Fork}, a flag to {@code RuleFlags}, its instructions to
 *       {@code InstructionSet.changes} and its precompiled contracts to {@code Precompiles.changes}.
 *   <li>An opcode: its number and name in {@link dev.drover.evm.Opcode}, its gas and stack effect in {@code InstructionSet}, a
 *       case in the {@code ...Ops} class of its group and, if its gas depends on operands, one in {@code DynamicGas}.
 *   <li>A check of transactions: a {@code Reason} and a check in {@code TransactionChecks}, or in {@code MessageChecks} if it
 *       needs neither state nor block.
 *   <li>A precompiled contract or a tracer: see the packages {@link dev.drover.evm.precompile} and
 *       {@link dev.drover.evm.trace}.
 * </ul>
 */
@NullMarked
package dev.drover.evm;

import org.jspecify.annotations.NullMarked;
