package dev.drover.cdc;

import org.jspecify.annotations.Nullable;

/**
 * A record of a recorded topic, as received from Kafka.
 *
 * @param offset its offset in the recorded topic
 * @param timestampMillis its Kafka timestamp, in milliseconds since 1970
 * @param key its key, or null; masters write none
 * @param value its value, to be decoded by {@link WriteOpDecoder}; may be null
 */
public record RecordedRecord(long offset, long timestampMillis, byte @Nullable [] key, byte @Nullable [] value) {}
