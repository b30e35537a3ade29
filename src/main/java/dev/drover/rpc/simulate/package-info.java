/**
 * The simulation of whole blocks: {@code eth_simulateV1} (geth: internal/ethapi/simulate.go). The method is registered
 * by {@code rpc.eth.EthSimulate}.
 *
 * <p>A request passes through these classes in order. {@link dev.drover.rpc.simulate.SimulationRequest} parses the
 * parameter. {@link dev.drover.rpc.simulate.SimulationPlan} checks its size, fills gaps between the requested blocks
 * and gives each block a number and a time. {@link dev.drover.rpc.simulate.Simulation} runs the blocks one after the
 * other. For each, {@code SimulatedBlockRun} applies the state overrides, makes the system calls, runs the calls as
 * unsigned transactions and completes the header that {@code HeaderDraft} began; {@code SimulatedStates} keeps the new
 * trie nodes of all blocks in memory, so that each block continues on the state of the previous one and has a true
 * state root. {@code TransferLogs} collects logs and, if requested, ether transfers. The results are {@code
 * SimulatedBlock}s and {@code SimulatedCall}s, which write themselves.
 *
 * <p>Nothing here writes to the store. One simulation runs on one thread of the lane {@code EVM}; the gas cap and the
 * deadline apply to the request as a whole.
 *
 * <p>To add an option of the request, add a component to {@link dev.drover.rpc.simulate.SimulationRequest}. To add a
 * block override, see {@code rpc.call}; its effect on the header belongs to {@code HeaderDraft}. To add a field to the
 * result of a call, extend {@code SimulatedCall.writeTo}.
 */
@NullMarked
package dev.drover.rpc.simulate;

import org.jspecify.annotations.NullMarked;
