package dev.drover.ingest;

import dev.drover.config.KafkaConfig;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A consumer of the data topic's only partition. All methods but {@link #wakeup} are for one thread; they throw
 * {@link org.apache.kafka.common.errors.WakeupException} after a wakeup, and other exceptions of Kafka as they are.
 */
final class TopicReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration CLOSE = Duration.ofSeconds(1);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final TopicPartition partition;
    private final @Nullable Metric fetches;

    TopicReader(KafkaConfig kafka) {
        partition = new TopicPartition(kafka.topic().topic(), 0);
        consumer = new KafkaConsumer<>(DataTopic.consumerSettings(kafka));
        consumer.assign(List.of(partition));
        fetches = consumer.metrics().values().stream()
                .filter(metric -> metric.metricName().name().equals("fetch-total")
                        && !metric.metricName().tags().containsKey("topic"))
                .findFirst()
                .orElse(null);
    }

    /** Returns the offset of the oldest record that the topic holds. */
    long begin() {
        return consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
    }

    /** Reads from this offset on. */
    void seek(long offset) {
        consumer.seek(partition, offset);
    }

    /**
     * Returns the next records, none if there are none within a quarter of a second.
     *
     * @throws IngestStoppedException if the topic does not hold the next record
     */
    ConsumerRecords<byte[], byte[]> poll() {
        try {
            return consumer.poll(POLL);
        } catch (OffsetOutOfRangeException e) {
            long next = e.offsetOutOfRangePartitions().getOrDefault(partition, -1L);
            throw new IngestStoppedException(
                    "topic " + partition.topic() + " does not hold offset " + next
                            + ", the next to read: its retention has deleted records that this replica had not read, or its"
                            + " end was lost. Restart the replica: it compares the topic with its datadir and says what to do",
                    e);
        }
    }

    /** Returns the offset after the last record that was returned. */
    long position() {
        return consumer.position(partition);
    }

    /** Returns how many records the topic holds beyond the position, as last heard; empty if that is not known. */
    OptionalLong lag() {
        return consumer.currentLag(partition);
    }

    /** Returns how often the broker has answered a fetch, records or none. */
    double answers() {
        return fetches != null && fetches.metricValue() instanceof Double count ? count : 0;
    }

    /** Ends a call that waits. Any thread. */
    void wakeup() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(CLOSE));
    }
}
