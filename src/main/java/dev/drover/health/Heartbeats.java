package dev.drover.health;

import dev.drover.config.Units;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The heartbeats of all threads that own state and must therefore neither end nor hang. {@code /liveness} answers 503
 * with the {@link #problems} while there are any. Thread-safe.
 *
 * <p>A component with a dedicated thread creates it with {@link #thread} and beats in its loop:
 *
 * <pre>{@code
 * Thread thread = heartbeats.thread("drover-pool", heartbeat -> {
 *     while (!closed) {
 *         heartbeat.beat();
 *         handle(queue.poll(10, TimeUnit.MILLISECONDS));
 *     }
 * });
 * }</pre>
 *
 * A component that runs on a thread it did not create, such as that of a timer or an executor, calls {@link #register}
 * and closes the heartbeat when it stops. Threads that only run tasks for others, such as those of the lanes, need no
 * heartbeat.
 */
public final class Heartbeats {
    private static final Logger log = LoggerFactory.getLogger(Heartbeats.class);

    private final long limitNanos;
    private final LongSupplier nanoClock;
    private final ConcurrentMap<String, Heartbeat> watched = new ConcurrentHashMap<>();

    /** The work of a thread, which runs until it is interrupted or otherwise asked to stop. */
    @FunctionalInterface
    public interface Body {
        /** Does the work and calls {@link Heartbeat#beat} regularly. An interrupt is a request to stop. */
        void run(Heartbeat heartbeat) throws InterruptedException;
    }

    /** @param limit how long a thread may go without a beat; if zero, only the failure of a thread is detected */
    public Heartbeats(Duration limit) {
        this(limit, System::nanoTime);
    }

    Heartbeats(Duration limit, LongSupplier nanoClock) {
        this.limitNanos = limit.toNanos();
        this.nanoClock = nanoClock;
    }

    /**
     * Creates a daemon thread that is watched from its start until {@code body} returns. If the body throws, the
     * exception is logged and liveness fails. If it runs out of memory, the process exits.
     */
    public Thread thread(String name, Body body) {
        return Thread.ofPlatform().name(name).daemon().unstarted(() -> run(register(name), body));
    }

    /** Starts watching a thread. Replaces the heartbeat that is registered under the same name, if any. */
    public Heartbeat register(String name) {
        Heartbeat heartbeat = new Heartbeat(name, this::remove, nanoClock);
        watched.put(name, heartbeat);
        return heartbeat;
    }

    /** Returns a message for each thread that has failed or has not beaten for too long; empty if all are healthy. */
    public List<String> problems() {
        long now = nanoClock.getAsLong();
        List<String> problems = new ArrayList<>();
        for (Heartbeat heartbeat : watched.values()) {
            @Nullable Throwable failure = heartbeat.failure();
            long silent = heartbeat.silentNanos(now);
            if (failure != null) {
                problems.add("thread " + heartbeat.name() + " has ended: " + failure);
            } else if (limitNanos > 0 && silent > limitNanos) {
                Duration seconds = Duration.ofSeconds(Duration.ofNanos(silent).toSeconds());
                problems.add("thread " + heartbeat.name() + " has made no progress for " + Units.format(seconds));
            }
        }
        problems.sort(null);
        return problems;
    }

    private void remove(Heartbeat heartbeat) {
        watched.remove(heartbeat.name(), heartbeat);
    }

    private static void run(Heartbeat heartbeat, Body body) {
        try {
            body.run(heartbeat);
            heartbeat.close();
        } catch (InterruptedException e) {
            heartbeat.close();
        } catch (Throwable t) {
            FatalErrors.exitIfFatal(t);
            heartbeat.failed(t);
            log.error("Thread {} has ended, the replica must be restarted: /liveness answers 503", heartbeat.name(), t);
        }
    }
}
