package dev.drover.rpc;

import io.vertx.core.Context;
import java.util.concurrent.TimeUnit;

/** The end of a request's time. Everything that a request waits for needs one: what it waits for may never come. */
final class Deadline {
    private Deadline() {}

    /** Runs something on the event loop when the deadline passes; returns the timer, to be cancelled before. */
    static long call(Context context, long deadlineNanos, Runnable late) {
        long millis = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
        return context.owner().setTimer(Math.max(1, millis), ignored -> late.run());
    }
}
