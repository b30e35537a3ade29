package dev.drover.ingest;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The failure after which ingest is retrying, from its first occurrence until reading has passed it. Logs the stack trace of a
 * failure once, and a single line for each repetition. Not thread-safe, except {@link #lasting}.
 */
final class Setback {
    /** A failure that lasts longer than this makes the replica unready. */
    static final Duration TOLERATED = Duration.ofMinutes(1);

    private static final Logger log = LoggerFactory.getLogger(Setback.class);

    private record Trouble(String what, long sinceNanos, long offset) {}

    private record Traced(String what, long offset) {}

    private volatile @Nullable Trouble trouble;
    private @Nullable Traced traced;

    /**
     * Records and logs a failure.
     *
     * @param offset the newest record read before the failure
     * @param pause the time that ingest waits before the next attempt
     */
    void failed(Throwable cause, long offset, Duration pause, long nowNanos) {
        Trouble before = trouble;
        String what = cause.toString();
        trouble = before == null
                ? new Trouble(what, nowNanos, offset)
                : new Trouble(what, before.sinceNanos, Math.max(offset, before.offset));
        Traced present = new Traced(what, offset);
        if (present.equals(traced)) {
            log.warn(
                    "Ingest failed and will try again in {} ms, at offset {} as before: {}",
                    pause.toMillis(),
                    offset,
                    what);
        } else {
            traced = present;
            log.warn(
                    "Ingest failed and will try again in {} ms, at offset {}: {}",
                    pause.toMillis(),
                    offset,
                    what,
                    cause);
        }
    }

    /** Records that everything up to this offset is written. Returns whether this ends a failure. */
    boolean passed(long offset) {
        Trouble now = trouble;
        return now != null && offset > now.offset && end(offset);
    }

    /** Records that the broker has answered and everything it has is written. Returns whether this ends a failure. */
    boolean caughtUp(long offset) {
        return trouble != null && end(offset);
    }

    private boolean end(long offset) {
        log.info("Ingest works again, at offset {}", offset);
        trouble = null;
        return true;
    }

    /** Returns the failure that has lasted for at least {@link #TOLERATED}, or null if there is none. Any thread. */
    @Nullable String lasting(long nowNanos) {
        Trouble now = trouble;
        return now == null || nowNanos - now.sinceNanos < TOLERATED.toNanos() ? null : now.what;
    }
}
