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
 * A Kafka consumer of one partition that notes after each poll where it is. Only the thread that polls may ask a consumer for
 * its position; the notes may be read on any thread.
 */
final class TopicConsumer extends KafkaConsumer<byte[], byte[]> {
    private static final Duration CLOSE = Duration.ofSeconds(1);

    /**
     * The state of the consumer after a poll.
     *
     * @param batches polls so far that returned records
     * @param position the offset after the last record that was returned, or skipped because it only ends a transaction
     * @param lag records beyond the position, as far as the broker has said
     * @param nanos when the poll ended, by {@link System#nanoTime}
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
            // The stream reports exceptions alone.
            throw new KafkaException("the Kafka consumer failed", e);
        }
    }

    /** Returns the state after the last poll; null before the first. Any thread. */
    @Nullable Polled polled() {
        return polled;
    }

    /** Returns the state of a consumer that will read from {@code offset} on. */
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
