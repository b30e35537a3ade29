/**
 * The simulation of single calls: {@code eth_call}, {@code eth_estimateGas}, {@code eth_createAccessList} and {@code
 * debug_traceCall}, without the registration of those methods, which is in {@code rpc.eth} and {@code rpc.debug}.
 *
 * <p>A request passes through these classes in order. {@link dev.drover.rpc.call.CallArgs}, {@link
 * dev.drover.rpc.call.StateOverrides} and {@link dev.drover.rpc.call.BlockOverrides} parse its parameters. {@link
 * dev.drover.rpc.call.CallSimulator#at} finds the block and its state ({@link dev.drover.rpc.call.StateAt}) at the head
 * of the request and returns a simulator, which uses the shared {@link dev.drover.rpc.call.EvmResources}. {@code with} applies the overrides, {@code
 * defaults} completes the arguments, {@code message} turns them into what the EVM executes, and {@code run} executes it
 * on a fresh world until the deadline of the request. {@link dev.drover.rpc.call.GasEstimate} and {@link
 * dev.drover.rpc.call.AccessListSearch} repeat such runs. {@link dev.drover.rpc.call.CallErrors} turns failures into
 * geth's errors.
 *
 * <p>Nothing here writes to the store, and everything runs in the lane {@code EVM}, one thread per request.
 *
 * <p>To add an argument of calls, add a component to {@link dev.drover.rpc.call.CallArgs} and read it in {@code parse}.
 * To add a block override, add a component to {@link dev.drover.rpc.call.BlockOverrides} and apply it in {@link
 * dev.drover.rpc.call.CallSimulator#with}; if only simulated blocks support it, refuse it in {@code refuseUnsupported}
 * and apply it in {@code rpc.simulate.HeaderDraft}. To add a state override, add it to {@code
 * StateOverrides.AccountOverride} and apply it in {@code change}.
 */
@NullMarked
package dev.drover.rpc.call;

import org.jspecify.annotations.NullMarked;
