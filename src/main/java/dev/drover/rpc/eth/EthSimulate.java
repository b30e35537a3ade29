package dev.drover.rpc.eth;

import dev.drover.json.Json;
import dev.drover.rpc.BlockRef;
import dev.drover.rpc.CallContext;
import dev.drover.rpc.Lane;
import dev.drover.rpc.MethodTable;
import dev.drover.rpc.Params;
import dev.drover.rpc.call.CallSimulator;
import dev.drover.rpc.call.EvmResources;
import dev.drover.rpc.simulate.Simulation;
import dev.drover.rpc.simulate.SimulationPlan;
import dev.drover.rpc.simulate.SimulationRequest;

/** {@code eth_simulateV1}: the simulation of a sequence of blocks. */
final class EthSimulate {
    private final EvmResources resources;

    EthSimulate(EvmResources resources) {
        this.resources = resources;
    }

    /** Registers the methods of this family. */
    void register(MethodTable table) {
        table.addAtHead("eth_simulateV1", Lane.EVM, SimulationRequest.PARAM, Params.BLOCK_OR_LATEST, this::simulate);
    }

    private Json simulate(CallContext context, SimulationRequest request, BlockRef ref) {
        SimulationPlan.checkSize(request);
        return new Simulation(CallSimulator.at(resources, context, ref), request).run();
    }
}
