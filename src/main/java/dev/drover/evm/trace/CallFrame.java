package dev.drover.evm.trace;

import dev.drover.chain.Address;
import dev.drover.chain.Word;
import dev.drover.evm.CallType;
import dev.drover.evm.Fault;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A call and those within it. Complete when its {@link CallTracer} is asked for it; then nothing changes it any more. */
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

    /** Says how the call ended; a fault that undid nothing is none (creations before Homestead without gas for their code). */
    void end(byte[] returned, @Nullable Fault failure, boolean reverted) {
        fault = reverted ? failure : null;
        if (fault == null || fault == Fault.REVERTED) {
            output = returned;
        }
    }

    void setGasUsed(long gasUsed) {
        this.gasUsed = gasUsed;
    }

    /** Takes away what was logged in calls that were undone. */
    void clearFailedLogs(boolean parentFailed) {
        boolean failed = parentFailed || fault != null;
        if (failed) {
            logs.clear();
        }
        calls.forEach(call -> call.clearFailedLogs(failed));
    }

    /** How it was begun. */
    public CallType type() {
        return type;
    }

    /** Who called. */
    public Address from() {
        return from;
    }

    /** Whose code ran, or which contract was created; null where none was. */
    public @Nullable Address to() {
        boolean creates = type == CallType.CREATE || type == CallType.CREATE2;
        return creates && fault != null ? null : to;
    }

    /** What was sent along, or the code that makes the contract. */
    public byte[] input() {
        return input;
    }

    /** Gas that it was given. */
    public long gas() {
        return gas;
    }

    /** Gas that it used; for a transaction's own call what the transaction pays for. */
    public long gasUsed() {
        return gasUsed;
    }

    /** In wei; null where nothing can be sent. */
    public @Nullable Word value() {
        return value;
    }

    /** What it returned, or the reason that it gave when it reverted. */
    public byte[] output() {
        return output;
    }

    /** Why it failed and was undone, or null. */
    public @Nullable Fault fault() {
        return fault;
    }

    /** The reason that it gave when it reverted, in words; null if there is none. */
    public @Nullable String revertReason() {
        return fault == Fault.REVERTED ? RevertReason.of(output) : null;
    }

    /** The calls within it. */
    public List<CallFrame> calls() {
        return calls;
    }

    /** What it has logged, if logs were asked for. */
    public List<CallLog> logs() {
        return logs;
    }
}
