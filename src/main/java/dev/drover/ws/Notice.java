package dev.drover.ws;

import dev.drover.json.Json;
import dev.drover.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The result of a notification, encoded once. Messages differ only in the subscription's id. Most connections use the same ids
 * ({@link SubscriptionIds}), so they share the bytes of the whole message. Thread-safe.
 */
final class Notice {
    private static final byte[] BEFORE_ID =
            ascii("{\"jsonrpc\":\"2.0\",\"method\":\"eth_subscription\",\"params\":{\"subscription\":\"");
    private static final byte[] BEFORE_RESULT = ascii("\",\"result\":");
    private static final byte[] END = ascii("}}");

    private final byte[] result;
    private final Map<String, byte[]> messages = new ConcurrentHashMap<>(2);

    private Notice(byte[] result) {
        this.result = result;
    }

    /** Encodes a value. */
    static Notice of(Json value) {
        JsonWriter out = new JsonWriter(1_024);
        value.writeTo(out);
        return new Notice(out.toBytes());
    }

    /** Returns the value as JSON. The array must not be modified. */
    byte[] result() {
        return result;
    }

    /** Returns the whole message for subscriptions with this id, in UTF-8. The array must not be modified. */
    byte[] message(String id) {
        return messages.computeIfAbsent(id, this::encode);
    }

    private byte[] encode(String id) {
        byte[] message = new byte[BEFORE_ID.length + id.length() + BEFORE_RESULT.length + result.length + END.length];
        int length = 0;
        for (byte[] part : new byte[][] {BEFORE_ID, ascii(id), BEFORE_RESULT, result, END}) {
            System.arraycopy(part, 0, message, length, part.length);
            length += part.length;
        }
        return message;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
