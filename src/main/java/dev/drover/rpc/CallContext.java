package dev.drover.rpc;

import dev.drover.head.ServedHead;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The context of a method call: the request's head and deadline. All calls of a request body share one. */
public final class CallContext {
    private final @Nullable ServedHead served;
    private final long deadlineNanos;
    private final BooleanSupplier abandoned;

    /**
     * @param served the head that the request reads at; null before the first head
     * @param deadlineNanos the deadline, by {@link System#nanoTime}
     * @param abandoned returns whether no client is waiting for the result any longer; called on any thread
     */
    CallContext(@Nullable ServedHead served, long deadlineNanos, BooleanSupplier abandoned) {
        this.served = served;
        this.deadlineNanos = deadlineNanos;
        this.abandoned = abandoned;
    }

    /**
     * Returns the head that this request reads at, the same for all calls of a batch. It is valid until the result has
     * been written.
     */
    public ServedHead head() {
        if (served == null) {
            throw new IllegalStateException("a method that was registered as needing no head asked for it");
        }
        return served;
    }

    /** Returns the deadline, by {@link System#nanoTime}. */
    public long deadlineNanos() {
        return deadlineNanos;
    }

    /** Returns whether no client is waiting for the answer any longer. Thread-safe. */
    public boolean isAbandoned() {
        return abandoned.getAsBoolean();
    }

    /**
     * Throws {@link RpcException} if the deadline has passed or the client is gone. Long computations call it
     * regularly.
     */
    public void checkDeadline() {
        if (abandoned.getAsBoolean() || System.nanoTime() - deadlineNanos >= 0) {
            throw timedOut();
        }
    }

    static RpcException timedOut() {
        return new RpcException(RpcFault.TIMED_OUT, "request timed out");
    }
}
