package dev.drover.rpc.eth;

import dev.drover.rpc.BlockRef;
import dev.drover.rpc.Call;
import dev.drover.rpc.Json;
import dev.drover.rpc.Lane;
import dev.drover.rpc.MethodTable;

/** Chains of blocks that might be. */
final class EthSimulate {
    private final Machinery machinery;

    EthSimulate(Machinery machinery) {
        this.machinery = machinery;
    }

    /** Adds the methods of this family. */
    void register(MethodTable table) {
        table.addAtHead("eth_simulateV1", Lane.EVM, SimulationRequest.PARAM, StateParams.BLOCK, this::simulate);
    }

    private Json simulate(Call call, SimulationRequest request, BlockRef ref) {
        SimulationPlan.checkSize(request);
        return new Simulation(machinery.at(call, ref), request).run();
    }
}
