package dev.drover.pool.live;

import dev.drover.health.FatalErrors;
import dev.drover.health.Heartbeat;
import dev.drover.health.Heartbeats;
import io.vertx.core.Promise;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The thread that owns a pool's state. Runs events in the order in which they were added, and a tick about every 10 ms.
 * An event that throws does not end the thread.
 */
final class PoolThread {
    private static final long TICK_MILLIS = 10;

    private final BlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
    private final Runnable tick;
    private final Consumer<Throwable> failed;
    private final Thread thread;

    /**
     * @param tick runs on the thread
     * @param failed receives, on the thread, what an event or a tick has thrown
     */
    PoolThread(Heartbeats heartbeats, Runnable tick, Consumer<Throwable> failed) {
        this.tick = tick;
        this.failed = failed;
        this.thread = heartbeats.thread("drover-pool", this::run);
    }

    void start() {
        thread.start();
    }

    boolean isAlive() {
        return thread.isAlive();
    }

    /** Adds an event to be run on the thread. Any thread; does not block. */
    void add(Runnable event) {
        events.add(event);
    }

    /** Adds an event on behalf of a caller. If the event throws, {@code waiting} fails. */
    void add(Promise<?> waiting, Runnable event) {
        add(() -> {
            try {
                event.run();
            } catch (RuntimeException | Error e) {
                waiting.tryFail(e);
                throw e;
            }
        });
    }

    /** Stops the thread after the current event. Any thread; does not block. */
    void stop() {
        thread.interrupt();
    }

    /** Runs the remaining events on the caller's thread. Call this after the thread has ended. */
    void runRest() {
        for (Runnable event = events.poll(); event != null; event = events.poll()) {
            guarded(event);
        }
    }

    /** Waits for the thread to end. */
    void join(long seconds) {
        try {
            thread.join(TimeUnit.SECONDS.toMillis(seconds));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(Heartbeat heartbeat) throws InterruptedException {
        long tickNanos = System.nanoTime();
        while (!Thread.currentThread().isInterrupted()) {
            heartbeat.beat();
            Runnable event = events.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
            if (event != null) {
                guarded(event);
            }
            if (System.nanoTime() - tickNanos >= TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS)) {
                tickNanos = System.nanoTime();
                guarded(tick);
            }
        }
    }

    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            FatalErrors.exitIfFatal(e);
            failed.accept(e);
        }
    }
}
