package dev.drover.replay;

import dev.drover.cdc.RecordedRecord;
import dev.drover.kafka.KafkaTopic;
import dev.drover.kafka.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;

/** Reads a topic in order, starting at an offset. Not thread-safe. */
public final class TopicReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int EMPTY_POLLS_MAX = 100;

    private final KafkaTopic topic;
    private final KafkaConsumer<byte[], byte[]> consumer;

    /** Opens a reader that begins at offset {@code from}. */
    public TopicReader(KafkaTopic topic, long from) {
        this.topic = topic;
        this.consumer = topic.consumer(
                Map.of(
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        10_000,
                        ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                        Topics.RECORD_BYTES_MAX),
                Map.of(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none"));
        consumer.assign(List.of(topic.partition()));
        consumer.seek(topic.partition(), from);
    }

    /** Returns the next records, or an empty list if none arrived within 100 ms. */
    public List<RecordedRecord> poll() {
        try {
            List<RecordedRecord> records = new ArrayList<>();
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                records.add(new RecordedRecord(record.offset(), record.timestamp(), record.key(), record.value()));
            }
            return records;
        } catch (KafkaException e) {
            throw topic.failure(e);
        }
    }

    /** Returns the record at the current position, which must exist. Drops further records: to be used for a single record. */
    public RecordedRecord next() {
        List<RecordedRecord> records = List.of();
        for (int i = 0; i < EMPTY_POLLS_MAX && records.isEmpty(); i++) {
            records = poll();
        }
        if (records.isEmpty()) {
            throw topic.failure(new TimeoutException("no record received"));
        }
        return records.getFirst();
    }

    /** Returns the offset after that of the last record returned by {@link #poll}. */
    public long position() {
        return consumer.position(topic.partition());
    }

    @Override
    public void close() {
        consumer.close();
    }
}
