package dev.drover.evm.trace;

import dev.drover.chain.Address;
import dev.drover.chain.Log;
import dev.drover.chain.Word;
import dev.drover.evm.BlockContext;
import dev.drover.evm.CallType;
import dev.drover.evm.Fault;
import dev.drover.evm.FrameView;
import dev.drover.evm.InvalidTransactionException;
import dev.drover.evm.Message;
import dev.drover.evm.WorldView;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Passes all events to several tracers (geth: eth/tracers/native/mux.go). */
final class MuxTracer implements TransactionTracer {
    private final SortedMap<String, TransactionTracer> byName;
    private final Collection<TransactionTracer> all;

    MuxTracer(SortedMap<String, TransactionTracer> byName) {
        this.byName = byName;
        all = byName.values();
    }

    @Override
    public void onTxStart(BlockContext block, WorldView world, Message message) {
        all.forEach(tracer -> tracer.onTxStart(block, world, message));
    }

    @Override
    public void onTxEnd(long gasUsed, @Nullable InvalidTransactionException error) {
        all.forEach(tracer -> tracer.onTxEnd(gasUsed, error));
    }

    @Override
    public void onEnter(
            int depth,
            CallType type,
            Address from,
            Address to,
            boolean precompile,
            byte[] input,
            long gas,
            @Nullable Word value) {
        all.forEach(tracer -> tracer.onEnter(depth, type, from, to, precompile, input, gas, value));
    }

    @Override
    public void onExit(int depth, byte[] output, long gasUsed, @Nullable Fault fault, boolean reverted) {
        all.forEach(tracer -> tracer.onExit(depth, output, gasUsed, fault, reverted));
    }

    @Override
    public void onOpcode(
            int pc,
            int opcode,
            long gas,
            long cost,
            FrameView frame,
            byte[] returnData,
            int depth,
            @Nullable Fault fault) {
        all.forEach(tracer -> tracer.onOpcode(pc, opcode, gas, cost, frame, returnData, depth, fault));
    }

    @Override
    public void onFault(int pc, int opcode, long gas, long cost, FrameView frame, int depth, Fault fault) {
        all.forEach(tracer -> tracer.onFault(pc, opcode, gas, cost, frame, depth, fault));
    }

    @Override
    public void onLog(Log log) {
        all.forEach(tracer -> tracer.onLog(log));
    }

    @Override
    public Trace result() {
        SortedMap<String, Trace> traces = new TreeMap<>();
        byName.forEach((name, tracer) -> traces.put(name, tracer.result()));
        return new Trace.Several(traces);
    }
}
