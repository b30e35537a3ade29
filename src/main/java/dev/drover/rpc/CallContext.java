package dev.drover.rpc;

import dev.drover.head.ServedHead;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What a method knows of the request it answers, besides its parameters. */
public final class CallContext {
    private final @Nullable ServedHead served;
    private final long deadlineNanos;
    private final BooleanSupplier abandoned;

    /**
     * @param served the head of the request; null before the first head
     * @param deadlineNanos by {@link System#nanoTime}
     * @param abandoned whether nobody waits for the result any more
     */
    CallContext(@Nullable ServedHead served, long deadlineNanos, BooleanSupplier abandoned) {
        this.served = served;
        this.deadlineNanos = deadlineNanos;
        this.abandoned = abandoned;
    }

    /** The head that this request reads at: the same for all of a batch. Valid until the method and its result are done. */
    public ServedHead head() {
        if (served == null) {
            throw new IllegalStateException("a method that needs no head asked for one");
        }
        return served;
    }

    /** When the answer is due, by {@link System#nanoTime}. */
    public long deadlineNanos() {
        return deadlineNanos;
    }

    /** Whether nobody waits for the answer any more. Any thread. */
    public boolean isAbandoned() {
        return abandoned.getAsBoolean();
    }

    /** Throws {@link RpcException} once the answer would come too late. Long work asks now and then. */
    public void checkDeadline() {
        if (abandoned.getAsBoolean() || System.nanoTime() - deadlineNanos >= 0) {
            throw timedOut();
        }
    }

    static RpcException timedOut() {
        return new RpcException(RpcFault.TIMED_OUT, "request timed out");
    }
}
