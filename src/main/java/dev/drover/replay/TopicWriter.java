package dev.drover.replay;

import dev.drover.cdc.RecordedRecord;
import dev.drover.kafka.KafkaTopic;
import dev.drover.kafka.Topics;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Writes records to a topic in order, each exactly once and with its own timestamp. Sends asynchronously: a failure is thrown
 * by a later call. Not thread-safe.
 */
public final class TopicWriter implements AutoCloseable {
    private final KafkaTopic topic;
    private final KafkaProducer<byte[], byte[]> producer;
    private volatile @Nullable Exception failure;

    /**
     * Opens a writer.
     *
     * @param topic an existing topic
     * @param lingerMillis how long to delay a record in order to send it with others: 0 for a paced replay, more for bulk
     */
    public TopicWriter(KafkaTopic topic, int lingerMillis) {
        this.topic = topic;
        this.producer = topic.producer(
                Map.of(
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        true,
                        ProducerConfig.LINGER_MS_CONFIG,
                        lingerMillis,
                        ProducerConfig.BATCH_SIZE_CONFIG,
                        256 << 10,
                        ProducerConfig.BUFFER_MEMORY_CONFIG,
                        64L << 20,
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        Topics.RECORD_BYTES_MAX),
                Map.of());
    }

    /** Appends a record. */
    @SuppressWarnings("FutureReturnValueIgnored") // sent() handles failures
    public void send(long timestampMillis, byte @Nullable [] key, byte @Nullable [] value) {
        check();
        try {
            producer.send(new ProducerRecord<>(topic.name(), 0, timestampMillis, key, value), this::sent);
        } catch (KafkaException e) {
            throw topic.failure(e);
        }
    }

    /** Appends a recorded record. Only its offset may change. */
    public void send(RecordedRecord record) {
        send(record.timestampMillis(), record.key(), record.value());
    }

    /** Blocks until all records sent so far are in the topic. */
    public void flush() {
        producer.flush();
        check();
    }

    @Override
    public void close() {
        producer.close();
    }

    private void sent(@Nullable RecordMetadata metadata, @Nullable Exception e) {
        if (e != null) {
            failure = e;
        }
    }

    private void check() {
        Exception e = failure;
        if (e != null) {
            throw topic.failure(e);
        }
    }
}
