package dev.drover.rpc;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;

/** Formats text as Go does, for messages that clients know from geth. */
public final class GoText {
    private GoText() {}

    /** Returns the text in quotes, with unprintable characters escaped, like Go's {@code %q}. */
    public static String quoted(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2).append('"');
        text.codePoints().forEach(c -> appendQuoted(out, c));
        return out.append('"').toString();
    }

    /** Returns a duration in hours, minutes and seconds as Go formats it, such as {@code 1m30s}. */
    public static String duration(Duration duration) {
        if (duration.toMillis() < 1_000) {
            return duration.isZero() ? "0s" : duration.toMillis() + "ms";
        }
        BigDecimal seconds = BigDecimal.valueOf(duration.toMillis() % 60_000, 3).stripTrailingZeros();
        String minutes = duration.toMinutes() == 0 ? "" : duration.toMinutesPart() + "m";
        String hours = duration.toHours() == 0 ? "" : duration.toHours() + "h";
        return hours + minutes + seconds.toPlainString() + "s";
    }

    /** Returns a number in hex, as geth prints numbers that clients send in hex. */
    public static String quantity(BigInteger number) {
        return "0x" + number.toString(16);
    }

    private static void appendQuoted(StringBuilder out, int c) {
        int named = "\u0007\b\f\n\r\t\u000b\\\"".indexOf(c);
        if (named >= 0) {
            out.append('\\').append("abfnrtv\\\"".charAt(named));
        } else if (c < ' ' || c == 0x7f) {
            out.append(String.format("\\x%02x", c));
        } else if (isPrintable(c)) {
            out.appendCodePoint(c);
        } else {
            out.append(String.format(c < 0x10000 ? "\\u%04x" : "\\U%08x", c));
        }
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> c == ' ';
            default -> true;
        };
    }
}
