package dev.drover.evm.trace;

import dev.drover.chain.Address;
import dev.drover.chain.Log;
import dev.drover.chain.Word;
import dev.drover.evm.BlockContext;
import dev.drover.evm.CallType;
import dev.drover.evm.Fault;
import dev.drover.evm.InvalidTransactionException;
import dev.drover.evm.Message;
import dev.drover.evm.WorldView;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Notes calls as Parity did (geth: eth/tracers/native/call_flat.go). */
final class FlatCallTracer implements TransactionTracer {
    private static final Map<String, String> PARITY_ERRORS = Map.of(
            "contract creation code storage out of gas", "Out of gas",
            "out of gas", "Out of gas",
            "gas uint64 overflow", "Out of gas",
            "max code size exceeded", "Out of gas",
            "invalid jump destination", "Bad jump destination",
            "execution reverted", "Reverted",
            "return data out of bounds", "Out of bounds",
            "stack limit reached 1024 (1023)", "Out of stack",
            "precompiled failed", "Built-in failed",
            "invalid input length", "Built-in failed");
    private static final Map<String, String> PARITY_ERRORS_BY_START = Map.of(
            "out of gas:", "Out of gas",
            "invalid opcode:", "Bad instruction",
            "stack underflow", "Stack underflow");

    private static final long ENTRY_BYTES = 100;
    private static final long PLACE_BYTES = 20;

    private final TracerKind.FlatCalls kind;
    private final TraceContext context;
    private final CallTracer calls;
    /** For each call that is not over, whether it is one of a precompiled contract that is left out. */
    private final Deque<Boolean> leftOut = new ArrayDeque<>();

    FlatCallTracer(TracerKind.FlatCalls kind, TraceContext context) {
        this.kind = kind;
        this.context = context;
        calls = new CallTracer(new TracerKind.Calls(false, false), 0, context.budget());
    }

    @Override
    public void onTxStart(BlockContext block, WorldView world, Message message) {
        calls.onTxStart(block, world, message);
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
        boolean isCall = type == CallType.CALL || type == CallType.STATICCALL;
        leftOut.push(depth > 0 && precompile && isCall && !kind.includePrecompiles());
        calls.onEnter(depth, type, from, to, precompile, input, gas, value == null ? Word.ZERO : value);
    }

    @Override
    public void onExit(int depth, byte[] output, long gasUsed, @Nullable Fault fault, boolean reverted) {
        calls.onExit(depth, output, gasUsed, fault, reverted);
        CallFrame parent = calls.current();
        if (leftOut.pop() && parent != null) {
            parent.calls().removeLast();
        }
    }

    @Override
    public void onLog(Log log) {
        calls.onLog(log);
    }

    @Override
    public void onTxEnd(long gasUsed, @Nullable InvalidTransactionException error) {
        calls.onTxEnd(gasUsed, error);
    }

    @Override
    public Trace result() {
        List<FlatCall> flat = new ArrayList<>();
        flatten(calls.top(), List.of(), flat);
        return new Trace.FlatCalls(flat);
    }

    private void flatten(CallFrame frame, List<Integer> address, List<FlatCall> flat) {
        Fault fault = frame.fault();
        String error = fault == null ? null : fault.message();
        if (error != null && kind.convertParityErrors()) {
            error = inParitysWords(error);
        }
        context.budget().take(ENTRY_BYTES + PLACE_BYTES * address.size());
        flat.add(new FlatCall(frame, error, frame.calls().size(), address, context));
        for (int i = 0; i < frame.calls().size(); i++) {
            List<Integer> within = new ArrayList<>(address);
            within.add(i);
            flatten(frame.calls().get(i), within, flat);
        }
    }

    private static String inParitysWords(String error) {
        String known = PARITY_ERRORS.get(error);
        if (known != null) {
            return known;
        }
        for (Map.Entry<String, String> each : PARITY_ERRORS_BY_START.entrySet()) {
            if (error.startsWith(each.getKey())) {
                return each.getValue();
            }
        }
        return error;
    }
}
