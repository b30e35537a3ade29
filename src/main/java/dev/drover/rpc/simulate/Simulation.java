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
 * A simulated sequence of blocks on top of a block (geth: internal/ethapi/simulate.go). It never writes to the store.
 * One per request, one thread.
 */
public final class Simulation {
    private final CallSimulator simulator;
    private final SimulationRequest request;
    private final SimulatedStates states;
    private final Map<Long, Hash> hashes = new HashMap<>();
    private long gasLeft;

    /** Creates the simulation that a request asks for, on top of the block of {@code simulator}. */
    public Simulation(CallSimulator simulator, SimulationRequest request) {
        this.simulator = simulator;
        this.request = request;
        this.states =
                new SimulatedStates(simulator.base().state(), simulator.header().stateRoot());
        this.gasLeft = simulator.gasCap() == 0 ? Long.MAX_VALUE : simulator.gasCap();
    }

    /** Runs all blocks and returns the response. Throws {@link RpcException} if one of them is invalid. */
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

    /** Returns the gas that is left for all further calls. */
    long gasLeft() {
        return gasLeft;
    }

    void useGas(long gas) {
        gasLeft -= gas;
    }

    /**
     * Returns the hash of a simulated block, of the base block, or of one of its ancestors; zero if the number is
     * unknown.
     */
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
