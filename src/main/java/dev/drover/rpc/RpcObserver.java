package dev.drover.rpc;

import org.jspecify.annotations.Nullable;

/** An observer that is notified of every call. It is called on any thread and must not block. */
@FunctionalInterface
public interface RpcObserver {
    /** The name under which calls of unknown methods are counted. */
    String UNKNOWN = "unknown";

    /** An observer that does nothing. */
    RpcObserver NONE = (method, lane, fault, nanos) -> {};

    /**
     * Called when a call has been answered.
     *
     * @param method a name from the method table, or {@link #UNKNOWN}
     * @param lane the lane that it ran in
     * @param fault the kind of error; null if it succeeded
     * @param nanos the time from the start of its processing to its answer, including waiting
     */
    void onCall(String method, Lane lane, @Nullable RpcFault fault, long nanos);
}
