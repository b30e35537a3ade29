package dev.drover.rpc.simulate;

import dev.drover.chain.Hash;
import dev.drover.chain.Header;
import dev.drover.evm.CancelledException;
import dev.drover.json.Json;
import dev.drover.rpc.RpcException;
import dev.drover.rpc.call.CallSimulator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Blocks that might follow a block, one after the other (geth: internal/ethapi/simulate.go). Changes nothing that stays. One
 * per request, one thread.
 */
public final class Simulation {
    private final CallSimulator simulator;
    private final SimulationRequest request;
    private final SimulatedStates states;
    private final Map<Long, Hash> hashes = new HashMap<>();
    private long gasLeft;

    /** What a request asks for, upon the block of {@code simulator}. */
    public Simulation(CallSimulator simulator, SimulationRequest request) {
        this.simulator = simulator;
        this.request = request;
        this.states =
                new SimulatedStates(simulator.base().state(), simulator.header().stateRoot());
        this.gasLeft = simulator.gasCap() == 0 ? Long.MAX_VALUE : simulator.gasCap();
    }

    /** Runs all blocks. Throws {@link RpcException} if one of them cannot be. */
    public Json run() {
        List<SimulatedBlock> blocks = new ArrayList<>();
        Header parent = simulator.header();
        try {
            for (SimulationPlan.Step step : SimulationPlan.of(request, parent)) {
                if (simulator.interrupt().isCancelled()) {
                    throw simulator.stopped();
                }
                SimulatedBlock block = new SimulatedBlockRun(this, step, parent).run();
                parent = block.header();
                hashes.put(parent.number(), parent.hash());
                blocks.add(block);
            }
        } catch (CancelledException e) {
            throw simulator.stopped();
        }
        return out -> {
            out.beginArray();
            blocks.forEach(block -> block.writeTo(request.fullTransactions(), out));
            out.endArray();
        };
    }

    CallSimulator simulator() {
        return simulator;
    }

    SimulationRequest request() {
        return request;
    }

    SimulatedStates states() {
        return states;
    }

    /** Gas that all calls together may still use. */
    long gasLeft() {
        return gasLeft;
    }

    void useGas(long gas) {
        gasLeft -= gas;
    }

    /** The hash of a simulated block, of the one before them, or of an ancestor of that. */
    Hash blockHash(long number) {
        Header base = simulator.header();
        if (number > base.number()) {
            return hashes.getOrDefault(number, Hash.ZERO);
        }
        return number == base.number()
                ? base.hash()
                : simulator.block().blockHash().apply(number);
    }
}
