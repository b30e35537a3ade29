package dev.drover.rpc.debug;

import dev.drover.rpc.RpcException;
import dev.drover.rpc.RpcFault;
import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Go writes them: "1m30s", "300ms", "-1.5h" (Go: time.ParseDuration). */
final class GoDuration {
    private static final Pattern WHOLE = Pattern.compile("[-+]?(0|((\\d+\\.?\\d*|\\.\\d+)[^\\d.]+)+)");
    private static final Pattern PART = Pattern.compile("(\\d+\\.?\\d*|\\.\\d+)([^\\d.]+)");
    private static final Pattern WITHOUT_UNIT = Pattern.compile("[-+]?(.*[^\\d.])?(\\d+\\.?\\d*|\\.\\d+)");
    private static final Map<String, Long> NANOS = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "µs", 1_000L,
            "μs", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "h", 3_600_000_000_000L);

    private GoDuration() {}

    /** Parses a duration to nanoseconds. Throws {@link RpcException} with Go's error text. */
    static long nanos(String text) {
        if (!WHOLE.matcher(text).matches()) {
            String what = WITHOUT_UNIT.matcher(text).matches() ? "missing unit in" : "invalid";
            throw failure(what + " duration " + quoted(text));
        }
        BigDecimal sum = BigDecimal.ZERO;
        Matcher parts = PART.matcher(text);
        while (parts.find()) {
            Long unit = NANOS.get(parts.group(2));
            if (unit == null) {
                throw failure("unknown unit " + quoted(parts.group(2)) + " in duration " + quoted(text));
            }
            sum = sum.add(new BigDecimal(parts.group(1)).multiply(BigDecimal.valueOf(unit)));
        }
        if (sum.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw failure("invalid duration " + quoted(text));
        }
        return text.startsWith("-") ? -sum.longValue() : sum.longValue();
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }

    private static RpcException failure(String message) {
        return new RpcException(RpcFault.SERVER_ERROR, "time: " + message);
    }
}
