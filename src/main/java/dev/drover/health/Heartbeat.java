package dev.drover.health;

import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The heartbeat of one thread, created by {@link Heartbeats}. Thread-safe, but only the thread that is watched should
 * call {@link #beat}.
 */
public final class Heartbeat implements AutoCloseable {
    private final String name;
    private final Consumer<Heartbeat> onClose;
    private final LongSupplier nanoClock;
    private volatile long beatNanos;
    private volatile @Nullable Throwable failure;

    Heartbeat(String name, Consumer<Heartbeat> onClose, LongSupplier nanoClock) {
        this.name = name;
        this.onClose = onClose;
        this.nanoClock = nanoClock;
        this.beatNanos = nanoClock.getAsLong();
    }

    /**
     * Signals that the thread is making progress. This is cheap, so call it freely: in each iteration of the thread's
     * loop, even if there was nothing to do, and between the steps of long work. A thread that waits must wake up and
     * beat well within the limit, which is {@code --ops.heartbeat-timeout}, 60 s by default.
     */
    public void beat() {
        beatNanos = nanoClock.getAsLong();
    }

    /** Signals that the thread has ended or can no longer work because of {@code cause}. Liveness fails at once. */
    public void failed(Throwable cause) {
        failure = cause;
    }

    /** Signals that the thread ends as intended. It is no longer watched. */
    @Override
    public void close() {
        onClose.accept(this);
    }

    String name() {
        return name;
    }

    @Nullable Throwable failure() {
        return failure;
    }

    long silentNanos(long nowNanos) {
        return Math.max(0, nowNanos - beatNanos);
    }
}
