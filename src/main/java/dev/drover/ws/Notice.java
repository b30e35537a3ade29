package dev.drover.ws;

import dev.drover.json.Json;
import dev.drover.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One thing to notify of, encoded once. The message differs only by the subscription's id; ids are such that most
 * connections have the same ones ({@link SubscriptionIds}), so they share the message's bytes, too. Any thread.
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

    /** A notice of a value; encodes it. */
    static Notice of(Json value) {
        JsonWriter out = new JsonWriter(1_024);
        value.writeTo(out);
        return new Notice(out.toBytes());
    }

    /** The value alone, in JSON. Not to be changed. */
    byte[] result() {
        return result;
    }

    /** The whole message for subscriptions of that id, in UTF-8. Not to be changed. */
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
