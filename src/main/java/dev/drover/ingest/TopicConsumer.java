package dev.drover.ingest;

import dev.drover.health.FatalErrors;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka consumer of one partition that publishes its position after each poll. Kafka allows only the polling thread to ask a
 * consumer for its position; {@link #polled} may be called on any thread.
 */
final class TopicConsumer extends KafkaConsumer<byte[], byte[]> {
    private static final Duration CLOSE = Duration.ofSeconds(1);

    /**
     * The state of the consumer after a poll.
     *
     * @param batches how many polls have returned records so far
     * @param position the offset after the last record returned, or after a transaction marker, which is not returned
     * @param lag how many records follow the position, empty if the broker has not reported it
     * @param nanos the {@link System#nanoTime} at which the poll ended
     */
    record Polled(long batches, long position, OptionalLong lag, long nanos) {}

    private final TopicPartition partition;
    private final @Nullable Metric fetches;
    private volatile @Nullable Polled polled;

    TopicConsumer(Map<String, Object> settings, TopicPartition partition) {
        super(settings);
        this.partition = partition;
        fetches = metrics().values().stream()
                .filter(metric -> metric.metricName().name().equals("fetch-total")
                        && !metric.metricName().tags().containsKey("topic"))
                .findFirst()
                .orElse(null);
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        try {
            ConsumerRecords<byte[], byte[]> records = super.poll(timeout);
            Polled before = polled;
            long batches = (before == null ? 0 : before.batches) + (records.isEmpty() ? 0 : 1);
            polled = new Polled(batches, position(partition), currentLag(partition), System.nanoTime());
            return records;
        } catch (Error e) {
            FatalErrors.exitIfFatal(e);
            // The stream only reports exceptions, not errors.
            throw new KafkaException("the Kafka consumer failed", e);
        }
    }

    /** Returns the state after the last poll, or null before the first. Any thread. */
    @Nullable Polled polled() {
        return polled;
    }

    /** Returns the state of this consumer after a seek to {@code offset}. */
    Polled startingAt(long offset) {
        Polled before = polled;
        return new Polled(before == null ? 0 : before.batches, offset, OptionalLong.empty(), System.nanoTime());
    }

    /** Returns how often the broker has answered a fetch, with records or without. Any thread. */
    double answers() {
        return fetches != null && fetches.metricValue() instanceof Double count ? count : 0;
    }

    @Override
    public void close() {
        close(CloseOptions.timeout(CLOSE));
    }
}
