package dev.drover.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Readers of hex in JSON strings, by the rules of geth's common/hexutil and with its error texts. The parameter {@code
 * type} is the Go name of the wanted type, which appears in the text.
 */
public final class HexJson {
    static final String EMPTY_STRING = "empty hex string";
    /** The error text for characters that are not hex digits. */
    public static final String SYNTAX = "invalid hex string";

    /** The error text for a string without 0x. */
    public static final String MISSING_PREFIX = "hex string without 0x prefix";

    static final String ODD_LENGTH = "hex string of odd length";
    static final String EMPTY_NUMBER = "hex string \"0x\"";
    static final String LEADING_ZERO = "hex number with leading zero digits";
    static final String UINT256_RANGE = "hex number > 256 bits";
    static final String UINT64_RANGE = "hex number > 64 bits";

    private HexJson() {}

    /** Reads bytes of any length; an empty string is no bytes. */
    public static byte[] bytes(JsonNode value, String type) {
        String text = text(value, type);
        if (text.isEmpty()) {
            return new byte[0];
        }
        return digits(text, evenDigits(text, type), type);
    }

    /** Reads exactly {@code length} bytes. */
    public static byte[] fixed(JsonNode value, int length, String type) {
        String text = text(value, type);
        int digits = text.isEmpty() ? 0 : evenDigits(text, type);
        if (digits != 2 * length) {
            throw new JsonFormatException("hex string has length " + digits + ", want " + 2 * length + " for " + type);
        }
        return digits(text, digits, type);
    }

    /** Reads exactly {@code length} bytes from the name of a member. */
    public static byte[] fixedName(String name, int length, String type) {
        return fixed(TextNode.valueOf(name), length, type);
    }

    /**
     * Decodes hex as geth's hexutil.Decode does, and checks the length.
     *
     * @param what the name of the value in geth's error text
     */
    public static byte[] decode(String text, int length, String what) {
        if (text.isEmpty()) {
            throw new JsonFormatException(EMPTY_STRING);
        }
        if (!hasPrefix(text)) {
            throw new JsonFormatException(MISSING_PREFIX);
        }
        if (text.length() % 2 != 0) {
            throw new JsonFormatException(ODD_LENGTH);
        }
        byte[] bytes = new byte[text.length() / 2 - 1];
        for (int i = 0; i < bytes.length; i++) {
            int high = digit(text.charAt(2 * i + 2));
            int low = digit(text.charAt(2 * i + 3));
            if (high < 0 || low < 0) {
                throw new JsonFormatException(SYNTAX);
            }
            bytes[i] = (byte) (high << 4 | low);
        }
        if (bytes.length != length) {
            throw new JsonFormatException(
                    "hex has invalid length " + bytes.length + " after decoding; expected " + length + " for " + what);
        }
        return bytes;
    }

    /** Reads an unsigned 64-bit quantity; an empty string is zero. */
    public static long uint64(JsonNode value, String type) {
        String text = text(value, type);
        try {
            // UnmarshalText checks the number of digits first, then DecodeUint64 the digits.
            if (text.length() > 18 && hasPrefix(text) && text.charAt(2) != '0') {
                throw new JsonFormatException(UINT64_RANGE);
            }
            return text.isEmpty() ? 0 : decodeUint64(text);
        } catch (JsonFormatException e) {
            throw JsonFormatException.cannotUnmarshal(e.text(), type);
        }
    }

    /** Reads an unsigned 256-bit quantity; an empty string is zero. */
    public static BigInteger uint256(JsonNode value, String type) {
        String text = text(value, type);
        if (text.isEmpty()) {
            return BigInteger.ZERO;
        }
        String fault = numberFault(text);
        if (fault != null) {
            throw JsonFormatException.cannotUnmarshal(fault, type);
        }
        return new BigInteger(text.substring(2), 16);
    }

    private static @Nullable String numberFault(String text) {
        if (!hasPrefix(text)) {
            return MISSING_PREFIX;
        }
        if (text.length() == 2) {
            return EMPTY_NUMBER;
        }
        if (text.length() > 3 && text.charAt(2) == '0') {
            return LEADING_ZERO;
        }
        if (text.length() > 2 + 64) {
            return UINT256_RANGE;
        }
        return text.chars().skip(2).allMatch(c -> digit((char) c) >= 0) ? null : SYNTAX;
    }

    /** Decodes a quantity as geth's hexutil.DecodeUint64 does: 0x, no leading zeros, at most 64 bits. */
    public static long decodeUint64(String text) {
        if (text.isEmpty()) {
            throw new JsonFormatException(EMPTY_STRING);
        }
        if (!hasPrefix(text)) {
            throw new JsonFormatException(MISSING_PREFIX);
        }
        if (text.length() == 2) {
            throw new JsonFormatException(EMPTY_NUMBER);
        }
        if (text.length() > 3 && text.charAt(2) == '0') {
            throw new JsonFormatException(LEADING_ZERO);
        }
        long number = 0;
        for (int i = 2; i < text.length(); i++) {
            int digit = digit(text.charAt(i));
            if (digit < 0) {
                throw new JsonFormatException(SYNTAX);
            }
            if (number >>> 60 != 0) {
                throw new JsonFormatException(UINT64_RANGE);
            }
            number = number << 4 | digit;
        }
        return number;
    }

    /** Returns whether the text begins with 0x or 0X. */
    public static boolean hasPrefix(String text) {
        return text.length() >= 2 && text.charAt(0) == '0' && (text.charAt(1) == 'x' || text.charAt(1) == 'X');
    }

    /** Returns the name that Go has for this kind of JSON value. */
    public static String kind(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> "string";
            case NUMBER -> "number";
            case BOOLEAN -> "bool";
            case ARRAY -> "array";
            case OBJECT -> "object";
            default -> "null";
        };
    }

    private static String text(JsonNode value, String type) {
        if (!value.isTextual()) {
            throw JsonFormatException.cannotUnmarshal("non-string", type);
        }
        return value.textValue();
    }

    private static int evenDigits(String text, String type) {
        if (!hasPrefix(text)) {
            throw JsonFormatException.cannotUnmarshal(MISSING_PREFIX, type);
        }
        int digits = text.length() - 2;
        if (digits % 2 != 0) {
            throw JsonFormatException.cannotUnmarshal(ODD_LENGTH, type);
        }
        return digits;
    }

    private static byte[] digits(String text, int count, String type) {
        byte[] bytes = new byte[count / 2];
        for (int i = 0; i < bytes.length; i++) {
            int high = digit(text.charAt(2 * i + 2));
            int low = digit(text.charAt(2 * i + 3));
            if (high < 0 || low < 0) {
                throw JsonFormatException.cannotUnmarshal(SYNTAX, type);
            }
            bytes[i] = (byte) (high << 4 | low);
        }
        return bytes;
    }

    private static int digit(char c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }
}
