package dev.drover.rpc;

import io.vertx.core.Context;
import java.util.concurrent.TimeUnit;

/** A timer for a request's deadline. Every wait of a request needs one, because what it waits for may never happen. */
final class Deadline {
    private Deadline() {}

    /**
     * Runs {@code late} on the event loop when the deadline passes. Returns the id of the timer, which the caller
     * cancels if the wait ends earlier.
     */
    static long call(Context context, long deadlineNanos, Runnable late) {
        long millis = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
        return context.owner().setTimer(Math.max(1, millis), ignored -> late.run());
    }
}
