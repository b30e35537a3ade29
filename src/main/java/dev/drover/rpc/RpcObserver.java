package dev.drover.rpc;

import org.jspecify.annotations.Nullable;

/** Is told of every call. Any thread; must not block. */
@FunctionalInterface
public interface RpcObserver {
    /** The name under which methods that do not exist are counted. */
    String UNKNOWN = "unknown";

    /** Does nothing. */
    RpcObserver NONE = (method, lane, fault, nanos) -> {};

    /**
     * A call is done.
     *
     * @param method a name from the method table, or {@link #UNKNOWN}
     * @param lane where it ran
     * @param fault how it failed; null if it did not
     * @param nanos from its turn to its answer, waiting included
     */
    void onCall(String method, Lane lane, @Nullable RpcFault fault, long nanos);
}
