package dev.drover.health;

import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The sign of life of one thread. Made by {@link Heartbeats}. Any thread may call its methods, but only the thread that it
 * stands for should call {@link #beat}.
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
     * Says that the thread makes progress. Costs two memory accesses, so call it freely: in each turn of the thread's loop,
     * whether or not there was anything to do, and between the steps of long work. A thread that waits must wake up and beat
     * well within the limit, which is {@code --ops.heartbeat-timeout}, 60 s by default.
     */
    public void beat() {
        beatNanos = nanoClock.getAsLong();
    }

    /** Says that the thread has ended, or will do nothing useful any more, because of {@code cause}. Ends liveness at once. */
    public void failed(Throwable cause) {
        failure = cause;
    }

    /** Says that the thread ends because it was asked to. It is not watched from now on. */
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
