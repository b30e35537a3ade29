package dev.drover.ws;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for a condition on an event loop, without blocking it. */
final class Drain {
    private static final long LOOK_MILLIS = 20;

    private Drain() {}

    /** Completes when {@code done} returns true, or when the time is over. */
    static Future<Void> until(Vertx vertx, BooleanSupplier done, Duration most) {
        if (done.getAsBoolean()) {
            return Future.succeededFuture();
        }
        Promise<Void> over = Promise.promise();
        long beganNanos = System.nanoTime();
        vertx.setPeriodic(LOOK_MILLIS, timer -> {
            if (done.getAsBoolean() || System.nanoTime() - beganNanos >= most.toNanos()) {
                vertx.cancelTimer(timer);
                over.complete();
            }
        });
        return over.future();
    }
}
