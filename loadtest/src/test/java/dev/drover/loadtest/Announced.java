package dev.drover.loadtest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * A block as a {@code newHeads} notification announces it.
 *
 * @param hash 0x and 64 digits, as is the parent's
 */
record Announced(long number, String hash, String parentHash) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Reads a notification. Throws IllegalArgumentException if it is none. */
    static Announced parse(String message) {
        try {
            JsonNode header = MAPPER.readTree(message).at("/params/result");
            if (!header.hasNonNull("number") || !header.hasNonNull("hash") || !header.hasNonNull("parentHash")) {
                throw new IllegalArgumentException("not a newHeads notification: " + message);
            }
            return new Announced(
                    Long.decode(header.get("number").textValue()),
                    header.get("hash").textValue(),
                    header.get("parentHash").textValue());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + message, e);
        }
    }

    /**
     * Whether this may be the next block announced after {@code last}: its child, or, where blocks were reverted, one at
     * its height or below. Anything else means that a block between the two was not announced.
     */
    boolean mayFollow(Announced last) {
        return parentHash.equals(last.hash) || (number <= last.number && !hash.equals(last.hash));
    }
}
