package dev.drover.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.helpers.MessageFormatter;

/**
 * Limits how often a library logs the same line, numbers aside: the first one is logged, then one every ten seconds, after a
 * line with the number of those left out. A Logback filter, configured in logback.xml. Thread-safe.
 */
public final class RepeatedLines extends TurboFilter {
    private static final org.slf4j.Logger log = LoggerFactory.getLogger(RepeatedLines.class);
    private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int LINES_MAX = 256;
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");

    private final LongSupplier nanoTime;
    private final Map<String, Repeats> lines = new LinkedHashMap<>(LINES_MAX, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Repeats> eldest) {
            return size() > LINES_MAX;
        }
    };
    private String prefix = "";

    private record Repeats(long loggedNanos, long leftOut) {}

    /** Creates a filter that limits every logger, until {@link #setLoggers} is called. */
    public RepeatedLines() {
        this(System::nanoTime);
    }

    RepeatedLines(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Sets what the names of the limited loggers begin with. Logback calls this for the element {@code <loggers>}. */
    public void setLoggers(String namePrefix) {
        prefix = namePrefix;
    }

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] arguments,
            @Nullable Throwable thrown) {
        // Without a format it is only asked whether the level is enabled.
        if (format == null
                || level.levelInt < logger.getEffectiveLevel().levelInt
                || !logger.getName().startsWith(prefix)
                || logger.getName().equals(log.getName())) {
            return FilterReply.NEUTRAL;
        }
        String text = MessageFormatter.arrayFormat(format, arguments).getMessage();
        long leftOut = leftOut(
                level + " " + logger.getName() + " " + NUMBER.matcher(text).replaceAll("#"));
        if (leftOut > 0) {
            log.warn("Left out {} lines like the next one, because they repeat within seconds", leftOut);
        }
        return leftOut < 0 ? FilterReply.DENY : FilterReply.NEUTRAL;
    }

    /** Returns how many lines were left out before this one; -1 if this one is to be left out, too. */
    private long leftOut(String line) {
        long now = nanoTime.getAsLong();
        synchronized (lines) {
            Repeats before = lines.get(line);
            if (before != null && now - before.loggedNanos < PERIOD_NANOS) {
                lines.put(line, new Repeats(before.loggedNanos, before.leftOut + 1));
                return -1;
            }
            lines.put(line, new Repeats(now, 0));
            return before == null ? 0 : before.leftOut;
        }
    }
}
