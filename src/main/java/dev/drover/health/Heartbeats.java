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
 * The threads of the process that own something and must therefore neither end nor hang. {@code /liveness} answers 503 with
 * {@link #problems} while there are any. Any thread.
 *
 * <p>A part that has a thread of its own makes it with {@link #thread} and beats in its loop:
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
 * A part that runs on somebody else's thread, such as a timer or an executor, uses {@link #register} and closes the heartbeat
 * when it stops. Threads that only run tasks for others, as those of the lanes do, need no heartbeat.
 */
public final class Heartbeats {
    private static final Logger log = LoggerFactory.getLogger(Heartbeats.class);

    private final long limitNanos;
    private final LongSupplier nanoClock;
    private final ConcurrentMap<String, Heartbeat> watched = new ConcurrentHashMap<>();

    /** What a thread does until it is asked to stop. */
    @FunctionalInterface
    public interface Body {
        /** Runs, and calls {@link Heartbeat#beat} all the while. An interrupt is a request to stop. */
        void run(Heartbeat heartbeat) throws InterruptedException;
    }

    /** @param limit how long a thread may be silent; zero: for ever, only its end is noticed */
    public Heartbeats(Duration limit) {
        this(limit, System::nanoTime);
    }

    Heartbeats(Duration limit, LongSupplier nanoClock) {
        this.limitNanos = limit.toNanos();
        this.nanoClock = nanoClock;
    }

    /**
     * Makes a daemon thread that is watched from its start until {@code body} returns. If the body throws, the failure is
     * logged and ends liveness; if it runs out of memory, the process exits.
     */
    public Thread thread(String name, Body body) {
        return Thread.ofPlatform().name(name).daemon().unstarted(() -> run(register(name), body));
    }

    /** Watches a thread from now on. One that is registered under the name of another takes its place. */
    public Heartbeat register(String name) {
        Heartbeat heartbeat = new Heartbeat(name, this::remove, nanoClock);
        watched.put(name, heartbeat);
        return heartbeat;
    }

    /** Returns a sentence for each thread that has ended or is silent for too long; empty if all are well. */
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
