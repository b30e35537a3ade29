package dev.drover.ingest;

import java.util.function.LongSupplier;
import org.slf4j.Logger;

/**
 * A rate-limited logger for warnings of one kind: logs the first ten in a minute, counts the others, and logs their number when
 * the minute is over. Not thread-safe.
 */
final class RareLog {
    private static final int LINES_MAX = 10;
    private static final long PERIOD_NANOS = 60_000_000_000L;

    private final Logger log;
    private final String kind;
    private final LongSupplier nanoTime;
    private long periodStart;
    private int lines;
    private long suppressed;

    /**
     * Creates a logger.
     *
     * @param kind the subject of the warnings, a plural noun phrase
     */
    RareLog(Logger log, String kind) {
        this(log, kind, System::nanoTime);
    }

    RareLog(Logger log, String kind, LongSupplier nanoTime) {
        this.log = log;
        this.kind = kind;
        this.nanoTime = nanoTime;
    }

    /** Logs a warning, or counts it if the limit is reached. */
    void warn(String format, Object... arguments) {
        report();
        if (lines == 0) {
            periodStart = nanoTime.getAsLong();
        }
        if (lines < LINES_MAX) {
            lines++;
            log.warn(format, arguments);
        } else {
            suppressed++;
        }
    }

    /** Logs how many warnings were suppressed, once their minute is over. Should be called periodically. */
    void report() {
        if (lines > 0 && nanoTime.getAsLong() - periodStart >= PERIOD_NANOS) {
            if (suppressed > 0) {
                log.warn("{} more {} in the last minute were counted but not logged", suppressed, kind);
            }
            lines = 0;
            suppressed = 0;
        }
    }
}
