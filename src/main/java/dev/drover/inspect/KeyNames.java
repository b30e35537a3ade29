package dev.drover.inspect;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/**
 * Formats geth's database keys for display, such as {@code h 12 0xab… header}. Keys are recognized by prefix and length, as in
 * geth's schema (core/rawdb/schema.go).
 */
final class KeyNames {
    private static final int HASH = 32;

    /** Layout of a key after its prefix: {@code N} is a number of 8 bytes, {@code H} a hash, other characters are literal. */
    private record Layout(String prefix, String rest, String meaning) {
        int length() {
            return prefix.length()
                    + rest.chars()
                            .map(part -> part == 'N' ? 8 : part == 'H' ? HASH : 1)
                            .sum();
        }
    }

    private static final List<Layout> LAYOUTS = List.of(
            new Layout("", "H", "trie node"),
            new Layout("h", "Nn", "canonical hash"),
            new Layout("h", "NHt", "total difficulty"),
            new Layout("h", "NH", "header"),
            new Layout("H", "H", "number"),
            new Layout("b", "NH", "body"),
            new Layout("r", "NH", "receipts"),
            new Layout("j", "NH", "access list"),
            new Layout("l", "H", "tx lookup"),
            new Layout("c", "H", "code"),
            new Layout("a", "H", "snapshot account"),
            new Layout("o", "HH", "snapshot slot"),
            new Layout("secure-key-", "H", "preimage"),
            new Layout("ethereum-config-", "H", "chain config"),
            new Layout("ethereum-genesis-", "H", "genesis"),
            new Layout("clique-", "H", "votes"),
            new Layout("iBshead", "N", "bloom section head"));

    private KeyNames() {}

    static String describe(byte[] key) {
        for (Layout layout : LAYOUTS) {
            if (key.length == layout.length() && fits(key, layout)) {
                return describe(key, layout);
            }
        }
        return isText(key) ? new String(key, StandardCharsets.US_ASCII) : shortHex(key, 0, key.length) + " unknown";
    }

    /** Returns the first bytes of a range in hex, followed by an ellipsis if there are more. */
    static String shortHex(byte[] bytes, int start, int length) {
        int shown = Math.min(length, 8);
        return "0x" + HexFormat.of().formatHex(bytes, start, start + shown) + (shown < length ? "…" : "");
    }

    private static boolean fits(byte[] key, Layout layout) {
        String start = new String(key, 0, layout.prefix.length(), StandardCharsets.ISO_8859_1);
        char last = layout.rest.charAt(layout.rest.length() - 1);
        return start.equals(layout.prefix) && (last == 'N' || last == 'H' || key[key.length - 1] == last);
    }

    private static String describe(byte[] key, Layout layout) {
        StringBuilder text = new StringBuilder(layout.prefix);
        int at = layout.prefix.length();
        for (int i = 0; i < layout.rest.length(); i++) {
            char part = layout.rest.charAt(i);
            if (!text.isEmpty()) {
                text.append(' ');
            }
            switch (part) {
                case 'N' -> {
                    text.append(Long.toUnsignedString(ByteBuffer.wrap(key).getLong(at)));
                    at += 8;
                }
                case 'H' -> {
                    text.append(shortHex(key, at, HASH));
                    at += HASH;
                }
                default -> {
                    text.append(part);
                    at++;
                }
            }
        }
        return text.append(' ').append(layout.meaning).toString();
    }

    private static boolean isText(byte[] key) {
        for (byte b : key) {
            if (b < 0x20 || b > 0x7e) {
                return false;
            }
        }
        return key.length > 0;
    }
}
