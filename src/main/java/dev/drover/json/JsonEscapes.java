package dev.drover.json;

import java.nio.charset.StandardCharsets;

/** The characters of a JSON string as UTF-8, escaped as Go's encoding/json escapes them. */
final class JsonEscapes {
    /** The size of the longest form of one character, an escape; UTF-8 is shorter. */
    static final int BYTES_MAX = 6;

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private JsonEscapes() {}

    /**
     * Writes {@code value} into {@code buffer} from {@code start} on and returns the end. The caller provides enough
     * room.
     */
    static int write(String value, byte[] buffer, int start) {
        int size = value.length();
        int at = start;
        for (int i = 0; i < size; i++) {
            char c = value.charAt(i);
            if (c < 0x80) {
                at = ascii(c, buffer, at);
            } else if (!Character.isSurrogate(c)) {
                at = c == 0x2028 || c == 0x2029 ? escape(c, buffer, at) : utf8(c, buffer, at);
            } else if (Character.isHighSurrogate(c) && i + 1 < size && Character.isLowSurrogate(value.charAt(i + 1))) {
                at = utf8(Character.toCodePoint(c, value.charAt(++i)), buffer, at);
            } else {
                at = escape((char) 0xfffd, buffer, at);
            }
        }
        return at;
    }

    private static int ascii(char c, byte[] buffer, int at) {
        return switch (c) {
            case '"', '\\' -> shortEscape(c, buffer, at);
            case '\n' -> shortEscape('n', buffer, at);
            case '\r' -> shortEscape('r', buffer, at);
            case '\t' -> shortEscape('t', buffer, at);
            case '\b' -> shortEscape('b', buffer, at);
            case '\f' -> shortEscape('f', buffer, at);
            case '<', '>', '&' -> escape(c, buffer, at);
            default -> {
                if (c < 0x20) {
                    yield escape(c, buffer, at);
                }
                buffer[at] = (byte) c;
                yield at + 1;
            }
        };
    }

    private static int shortEscape(char c, byte[] buffer, int at) {
        buffer[at] = '\\';
        buffer[at + 1] = (byte) c;
        return at + 2;
    }

    private static int escape(char c, byte[] buffer, int at) {
        buffer[at] = '\\';
        buffer[at + 1] = 'u';
        for (int i = 0; i < 4; i++) {
            buffer[at + 2 + i] = HEX[c >> (12 - 4 * i) & 0xf];
        }
        return at + 6;
    }

    private static int utf8(int codePoint, byte[] buffer, int start) {
        int at = start;
        if (codePoint < 0x800) {
            buffer[at++] = (byte) (0xc0 | codePoint >> 6);
        } else {
            if (codePoint < 0x10000) {
                buffer[at++] = (byte) (0xe0 | codePoint >> 12);
            } else {
                buffer[at++] = (byte) (0xf0 | codePoint >> 18);
                buffer[at++] = (byte) (0x80 | codePoint >> 12 & 0x3f);
            }
            buffer[at++] = (byte) (0x80 | codePoint >> 6 & 0x3f);
        }
        buffer[at++] = (byte) (0x80 | codePoint & 0x3f);
        return at;
    }
}
