package dev.drover.evm.trace;

import dev.drover.chain.Address;
import dev.drover.chain.Word;
import dev.drover.evm.CallType;
import dev.drover.evm.Fault;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A traced call with its inner calls. It no longer changes once {@link CallTracer#result} has returned it. */
public final class CallFrame {
    private static final byte[] NO_BYTES = {};

    private final CallType type;
    private final Address from;
    private final Address to;
    private final byte[] input;
    private final long gas;
    private final @Nullable Word value;
    private final List<CallFrame> calls = new ArrayList<>(2);
    private final List<CallLog> logs = new ArrayList<>(0);
    private long gasUsed;
    private byte[] output = NO_BYTES;
    private @Nullable Fault fault;

    CallFrame(CallType type, Address from, Address to, byte[] input, long gas, @Nullable Word value) {
        this.type = type;
        this.from = from;
        this.to = to;
        this.input = input;
        this.gas = gas;
        this.value = value;
    }

    /**
     * Sets the result of the call. A fault that did not undo the call is ignored: a Frontier creation without gas for its code.
     */
    void end(byte[] returned, @Nullable Fault failure, boolean reverted) {
        fault = reverted ? failure : null;
        if (fault == null || fault == Fault.REVERTED) {
            output = returned;
        }
    }

    void setGasUsed(long gasUsed) {
        this.gasUsed = gasUsed;
    }

    /** Removes the logs of calls that were undone. */
    void clearFailedLogs(boolean parentFailed) {
        boolean failed = parentFailed || fault != null;
        if (failed) {
            logs.clear();
        }
        calls.forEach(call -> call.clearFailedLogs(failed));
    }

    /** Returns the type of the call. */
    public CallType type() {
        return type;
    }

    /** Returns the account that made the call. */
    public Address from() {
        return from;
    }

    /** Returns the account whose code ran, or the created contract; null if a creation failed. */
    public @Nullable Address to() {
        boolean creates = type == CallType.CREATE || type == CallType.CREATE2;
        return creates && fault != null ? null : to;
    }

    /** Returns the call data, or the init code of a creation. */
    public byte[] input() {
        return input;
    }

    /** Returns the gas passed to the call; for the top-level call, the transaction's gas limit. */
    public long gas() {
        return gas;
    }

    /** Returns the gas used; for the top-level call, the gas that the transaction pays for. */
    public long gasUsed() {
        return gasUsed;
    }

    /** Returns the value in wei; null for a static call. */
    public @Nullable Word value() {
        return value;
    }

    /** Returns the data that the call returned or reverted with. */
    public byte[] output() {
        return output;
    }

    /** Returns why the call failed and was undone, or null. */
    public @Nullable Fault fault() {
        return fault;
    }

    /** Returns the human-readable revert reason, or null if there is none. */
    public @Nullable String revertReason() {
        return fault == Fault.REVERTED ? RevertReason.of(output) : null;
    }

    /** Returns the calls that this call made. */
    public List<CallFrame> calls() {
        return calls;
    }

    /** Returns the logs of the call, if logs were requested. */
    public List<CallLog> logs() {
        return logs;
    }
}
