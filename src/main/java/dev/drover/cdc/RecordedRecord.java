package dev.drover.cdc;

import org.jspecify.annotations.Nullable;

/**
 * One record of a recorded topic, as Kafka gave it.
 *
 * @param offset its place in the topic it was recorded from
 * @param timestampMillis its Kafka timestamp, milliseconds since 1970
 * @param key its key; masters write none
 * @param value its value, what {@link WriteOpDecoder} decodes; null is possible in any topic
 */
public record RecordedRecord(long offset, long timestampMillis, byte @Nullable [] key, byte @Nullable [] value) {}
