package dev.drover.ingest;

import java.util.function.LongSupplier;
import org.slf4j.Logger;

/**
 * Logs warnings of one kind, at most a few a minute, however many there are. What is left out is counted and reported when
 * the minute is over. For one thread.
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
     * A log without a line yet.
     *
     * @param kind what the warnings are about, in the plural
     */
    RareLog(Logger log, String kind) {
        this(log, kind, System::nanoTime);
    }

    RareLog(Logger log, String kind, LongSupplier nanoTime) {
        this.log = log;
        this.kind = kind;
        this.nanoTime = nanoTime;
    }

    /** Logs a warning, or only counts it. */
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

    /** Reports how many warnings were left out, once their minute is over. Call it now and then. */
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
