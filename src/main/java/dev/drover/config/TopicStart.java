package dev.drover.config;

import org.jspecify.annotations.Nullable;

/**
 * A topic and where to start reading it, written {@code T}, {@code T:} or {@code T:N}.
 *
 * @param topic the topic's name
 * @param from where a store without a stored position starts
 * @param rereadFrom the offset from which a store with a position reads the topic again, once, or null to continue
 */
public record TopicStart(String topic, From from, @Nullable Long rereadFrom) {
    /** Where a store without a stored position starts. A store with a position continues there. */
    public sealed interface From {
        /** {@code T}: at the position of the snapshot, or at the beginning of the topic if there is no snapshot. */
        record Stored() implements From {}

        /** {@code T:}: at the beginning of the topic. */
        record Beginning() implements From {}

        /** {@code T:N}: at that offset. */
        record Offset(long offset) implements From {}
    }

    /** Checks the offset. */
    public TopicStart {
        if (rereadFrom != null) {
            Check.atLeast("--kafka.reread-from", rereadFrom, 0);
        }
    }

    /** Creates a start that does not read the topic again. */
    public TopicStart(String topic, From from) {
        this(topic, from, null);
    }

    /** Returns a copy that reads the topic again from an offset, or does not if it is null. */
    public TopicStart rereadingFrom(@Nullable Long offset) {
        return new TopicStart(topic, from, offset);
    }

    /** Parses {@code T}, {@code T:} or {@code T:N}; throws IllegalArgumentException on anything else. */
    public static TopicStart parse(String text) {
        int colon = text.indexOf(':');
        String topic = colon < 0 ? text : text.substring(0, colon);
        if (!topic.matches("[a-zA-Z0-9._-]{1,249}")) {
            throw new IllegalArgumentException("'" + text + "' is not a topic: write T, T: or T:N, where T is made of"
                    + " letters, digits, '.', '_' and '-', and N is an offset");
        }
        if (colon < 0) {
            return new TopicStart(topic, new From.Stored());
        }
        String offset = text.substring(colon + 1);
        if (offset.isEmpty()) {
            return new TopicStart(topic, new From.Beginning());
        }
        if (!offset.matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException(
                    "'" + offset + "' in '" + text + "' is not an offset: write T, T: or T:N");
        }
        return new TopicStart(topic, new From.Offset(Long.parseLong(offset)));
    }

    /** Returns the form used on the command line. */
    @Override
    public String toString() {
        return switch (from) {
            case From.Stored stored -> topic;
            case From.Beginning beginning -> topic + ":";
            case From.Offset at -> topic + ":" + at.offset();
        };
    }
}
