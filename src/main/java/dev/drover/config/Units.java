package dev.drover.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parses and formats human-readable durations and sizes: {@code 90s}, {@code 1m30s}, {@code 500ms}; {@code 5MiB}, {@code 64KB}. */
public final class Units {
    private static final Pattern DURATION_PART = Pattern.compile("([0-9]+)(ms|s|m|h|d)");
    private static final Pattern SIZE = Pattern.compile("([0-9]+(?:\\.[0-9]+)?) ?([a-z]*)");
    private static final Map<String, Long> MILLIS =
            Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);
    private static final Map<String, Long> BYTES = Map.of(
            "",
            1L,
            "b",
            1L,
            "kb",
            1_000L,
            "mb",
            1_000_000L,
            "gb",
            1_000_000_000L,
            "kib",
            1L << 10,
            "mib",
            1L << 20,
            "gib",
            1L << 30,
            "tib",
            1L << 40);

    private Units() {}

    /**
     * Parses a duration: numbers with units, or a number of seconds without a unit.
     *
     * @throws IllegalArgumentException if the text is not a duration
     */
    public static Duration duration(String text) {
        if (text.matches("[0-9]{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(text));
        }
        Matcher part = DURATION_PART.matcher(text);
        long millis = 0;
        int end = 0;
        try {
            while (part.find() && part.start() == end) {
                millis = Math.addExact(
                        millis, Math.multiplyExact(Long.parseLong(part.group(1)), unit(MILLIS, part.group(2), text)));
                end = part.end();
            }
        } catch (ArithmeticException | NumberFormatException e) {
            end = 0;
        }
        if (end == 0 || end != text.length()) {
            throw new IllegalArgumentException("'" + text + "' is not a duration: write 500ms, 60s, 10m, 1h30m");
        }
        return Duration.ofMillis(millis);
    }

    /**
     * Parses a size: a number with a unit, or a number of bytes without a unit.
     *
     * @throws IllegalArgumentException if the text is not a size
     */
    public static long bytes(String text) {
        Matcher size = SIZE.matcher(text.toLowerCase(Locale.ROOT));
        if (!size.matches() || !BYTES.containsKey(size.group(2))) {
            throw new IllegalArgumentException("'" + text + "' is not a size: write 4096, 64KiB, 5MiB, 1.5GB");
        }
        try {
            return new BigDecimal(size.group(1))
                    .multiply(BigDecimal.valueOf(unit(BYTES, size.group(2), text)))
                    .toBigInteger()
                    .longValueExact();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("'" + text + "' is too large a size", e);
        }
    }

    /** Formats a duration exactly, in the largest possible units, such as {@code 1h30m}; zero is {@code 0s}. */
    public static String format(Duration duration) {
        long seconds = duration.toSeconds();
        StringBuilder text = new StringBuilder();
        append(text, seconds / 3600, "h");
        append(text, seconds / 60 % 60, "m");
        append(text, seconds % 60, "s");
        append(text, duration.toMillisPart(), "ms");
        return text.isEmpty() ? "0s" : text.toString();
    }

    private static void append(StringBuilder text, long count, String unit) {
        if (count != 0) {
            text.append(count).append(unit);
        }
    }

    private static long unit(Map<String, Long> units, String name, String text) {
        Long factor = units.get(name);
        if (factor == null) {
            throw new IllegalArgumentException("unknown unit in '" + text + "'");
        }
        return factor;
    }

    /**
     * Parses the value of an option.
     *
     * @throws TypeConversionException with the parser's message, which picocli prints without the exception's class name
     */
    public static <T> T converted(String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    /** Converts the values of picocli fields of type Duration. */
    public static final class DurationConverter implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            return converted(text, Units::duration);
        }
    }

    /** Converts the values of picocli fields of type long that are sizes in bytes. */
    public static final class BytesConverter implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            return converted(text, Units::bytes);
        }
    }
}
