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
import org.jspecify.annotations.Nullable;

/** Records calls in Parity's flat format (geth: eth/tracers/native/call_flat.go). */
final class FlatCallTracer implements TransactionTracer {
    private static final long ENTRY_BYTES = 100;
    private static final long PLACE_BYTES = 20;

    private final TracerKind.FlatCalls kind;
    private final TraceContext context;
    private final CallTracer calls;
    /** For each running call, whether it is a call of a precompiled contract that is omitted. */
    private final Deque<Boolean> omitted = new ArrayDeque<>();

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
        omitted.push(depth > 0 && precompile && isCall && !kind.includePrecompiles());
        calls.onEnter(depth, type, from, to, precompile, input, gas, value == null ? Word.ZERO : value);
    }

    @Override
    public void onExit(int depth, byte[] output, long gasUsed, @Nullable Fault fault, boolean reverted) {
        calls.onExit(depth, output, gasUsed, fault, reverted);
        CallFrame parent = calls.current();
        if (omitted.pop() && parent != null) {
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
        String error = fault == null ? null : kind.convertParityErrors() ? parityError(fault) : fault.message();
        context.budget().take(ENTRY_BYTES + PLACE_BYTES * address.size());
        flat.add(new FlatCall(frame, error, frame.calls().size(), address, context));
        for (int i = 0; i < frame.calls().size(); i++) {
            List<Integer> within = new ArrayList<>(address);
            within.add(i);
            flatten(frame.calls().get(i), within, flat);
        }
    }

    /** Returns Parity's error text, or geth's where geth does not convert it (convertErrorToParity). */
    private static String parityError(Fault fault) {
        String message = fault.message();
        return switch (fault.kind()) {
            case OUT_OF_GAS, CODE_STORE_OUT_OF_GAS, GAS_OVERFLOW, MAX_CODE_SIZE -> "Out of gas";
            case INVALID_JUMP -> "Bad jump destination";
            case REVERTED -> "Reverted";
            case RETURN_DATA_OUT_OF_BOUNDS -> "Out of bounds";
            case INVALID_OPCODE -> "Bad instruction";
            case STACK_UNDERFLOW -> "Stack underflow";
            // geth converts these two only with exactly these texts.
            case STACK_OVERFLOW -> message.equals("stack limit reached 1024 (1023)") ? "Out of stack" : message;
            case PRECOMPILE_FAILED -> message.equals("invalid input length") ? "Built-in failed" : message;
            case MAX_CALL_DEPTH,
                    INSUFFICIENT_BALANCE,
                    ADDRESS_COLLISION,
                    WRITE_PROTECTION,
                    INVALID_CODE,
                    NONCE_OVERFLOW -> message;
        };
    }
}
