package dev.drover.health;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets work that goes on until somebody stops it end in order: the stop is asked for by {@link #request} or, once
 * {@link #onShutdown} was called, by Ctrl-C; then the JVM waits until the work has closed the signal.
 */
public final class StopSignal implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(StopSignal.class);
    /** For all that must be written and closed. */
    private static final Duration CLOSING = Duration.ofSeconds(15);

    private final CountDownLatch requested = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);

    /** Makes Ctrl-C, and any other orderly end of the JVM, a request to stop. */
    public StopSignal onShutdown() {
        return onShutdown(Duration.ZERO);
    }

    /**
     * Makes Ctrl-C, and any other orderly end of the JVM, a request to stop.
     *
     * @param finishing how long the work may take to be finished, before all is closed
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

    /** Waits for the request; returns false if the time ran out before it came. */
    public boolean await(long nanos) {
        try {
            return requested.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** The work is done: nobody need wait for it any more. */
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
