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
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Records calls (geth: eth/tracers/native/call.go). */
final class CallTracer implements TransactionTracer {
    private static final int FRAME_BYTES = 300;

    private final TracerKind.Calls kind;
    private final TraceBudget budget;
    private final Deque<Open> open = new ArrayDeque<>();
    private @Nullable CallFrame top;
    private long gasLimit;
    private int nextLog;

    CallTracer(TracerKind.Calls kind, int firstLog, TraceBudget budget) {
        this.kind = kind;
        this.budget = budget;
        nextLog = firstLog;
    }

    /**
     * A call that has not ended.
     *
     * @param frame null if the call is not recorded
     * @param firstLog the index of the call's first log
     */
    private record Open(@Nullable CallFrame frame, int firstLog) {}

    @Override
    public void onTxStart(BlockContext block, WorldView world, Message message) {
        gasLimit = message.gasLimit();
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
        CallFrame frame = null;
        if (depth == 0) {
            frame = new CallFrame(type, from, to, input, gasLimit, value);
            top = frame;
        } else if (!kind.onlyTopCall()) {
            budget.take(FRAME_BYTES + input.length);
            frame = new CallFrame(type, from, to, input, gas, value);
            calls().add(frame);
        }
        open.push(new Open(frame, nextLog));
    }

    private List<CallFrame> calls() {
        return Objects.requireNonNull(current()).calls();
    }

    /** Returns the innermost running call, or null if it is not recorded. */
    @Nullable CallFrame current() {
        Open innermost = open.peek();
        return innermost == null ? null : innermost.frame;
    }

    @Override
    public void onExit(int depth, byte[] output, long gasUsed, @Nullable Fault fault, boolean reverted) {
        Open over = open.pop();
        if (reverted) {
            nextLog = over.firstLog;
        }
        if (over.frame != null) {
            budget.take(output.length);
            over.frame.end(output, fault, reverted);
            over.frame.setGasUsed(gasUsed);
        }
    }

    @Override
    public void onLog(Log log) {
        CallFrame frame = current();
        if (kind.withLog() && frame != null) {
            budget.take(FRAME_BYTES + log.data().length);
            frame.logs().add(new CallLog(log, nextLog, frame.calls().size()));
        }
        nextLog++;
    }

    @Override
    public void onTxEnd(long gasUsed, @Nullable InvalidTransactionException error) {
        if (error == null && top != null) {
            top.setGasUsed(gasUsed);
            top.clearFailedLogs(false);
        }
    }

    CallFrame top() {
        return Objects.requireNonNull(top, "no transaction was run");
    }

    @Override
    public Trace result() {
        return new Trace.Calls(top());
    }
}
