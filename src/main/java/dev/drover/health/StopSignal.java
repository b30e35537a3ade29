package dev.drover.health;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A signal that stops long-running work in an orderly way. The stop is requested with {@link #request} or, once {@link
 * #onShutdown} has been called, with Ctrl-C. The JVM then waits until the work has closed the signal.
 */
public final class StopSignal implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(StopSignal.class);
    /** The time allowed for writing and closing everything. */
    private static final Duration CLOSING = Duration.ofSeconds(15);

    private final CountDownLatch requested = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);

    /** Makes Ctrl-C, and any other orderly shutdown of the JVM, request the stop. */
    public StopSignal onShutdown() {
        return onShutdown(Duration.ZERO);
    }

    /**
     * Makes Ctrl-C, and any other orderly shutdown of the JVM, request the stop.
     *
     * @param finishing how long the work may take to finish, before everything is closed
     */
    public StopSignal onShutdown(Duration finishing) {
        Duration most = finishing.plus(CLOSING);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> shutDown(most), "stop"));
        return this;
    }

    /** Requests the stop. */
    public void request() {
        requested.countDown();
    }

    /** Returns whether the stop was requested. */
    public boolean isRequested() {
        return requested.getCount() == 0;
    }

    /**
     * Waits for the request. Returns false if it was not made within the time, and true if it was or if the thread was
     * interrupted.
     */
    public boolean await(long nanos) {
        try {
            return requested.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Signals that the work has ended, so that the JVM no longer waits for it. */
    @Override
    public void close() {
        finished.countDown();
    }

    private void shutDown(Duration most) {
        request();
        try {
            if (!finished.await(most.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("Did not end within {} s of the request to stop", most.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
