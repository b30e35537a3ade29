package dev.drover.kafka;

import dev.drover.health.FatalErrors;
import dev.drover.health.Heartbeat;
import dev.drover.health.Heartbeats;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads all partitions of a topic near their ends, on its own thread. For topics whose loss does no harm: while the topic cannot
 * be read, there are no records, and it tries again every few seconds.
 */
public final class TopicTail implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicTail.class);
    private static final Duration POLL = Duration.ofMillis(200);
    /** Default limit of the consumer's blocking calls, during which the thread gives no heartbeat. */
    private static final int ANSWER_MILLIS = 10_000;

    private static final long AGAIN_MILLIS = 5_000;
    private static final long STOP_MILLIS = 5_000;

    private final KafkaTopic topic;
    private final Duration past;
    private final Consumer<Heartbeat> prepare;
    private final Consumer<byte[]> listener;
    private final Thread thread;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable KafkaConsumer<byte[], byte[]> reading;

    /**
     * Starts reading.
     *
     * @param heartbeats watch the reading thread
     * @param past how old the first records may be; zero starts with the next record
     * @param prepare called on the reading thread before each attempt to read; may fail, and may block if it beats
     * @param listener receives each record's value on the reading thread; must not throw
     */
    public TopicTail(
            Heartbeats heartbeats,
            String thread,
            KafkaTopic topic,
            Duration past,
            Consumer<Heartbeat> prepare,
            Consumer<byte[]> listener) {
        this.topic = topic;
        this.past = past;
        this.prepare = prepare;
        this.listener = listener;
        this.thread = heartbeats.thread(thread, this::run);
        this.thread.start();
    }

    /** Stops reading. Blocks for a moment. */
    @Override
    public void close() {
        closed.countDown();
        KafkaConsumer<byte[], byte[]> consumer = reading;
        if (consumer != null) {
            consumer.wakeup();
        }
        try {
            thread.join(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(Heartbeat heartbeat) throws InterruptedException {
        do {
            heartbeat.beat();
            try {
                prepare.accept(heartbeat);
                read(heartbeat);
            } catch (WakeupException e) {
                // Closed.
            } catch (RuntimeException e) {
                LOG.warn("Topic {} cannot be read: {}", topic.name(), e.getMessage());
            } catch (Error e) {
                FatalErrors.exitIfFatal(e);
                LOG.error("Reading topic {} failed, trying again", topic.name(), e);
            }
        } while (!closed.await(AGAIN_MILLIS, TimeUnit.MILLISECONDS));
    }

    /** Reads until it fails or is closed. Returns at once if the topic does not exist. */
    private void read(Heartbeat heartbeat) {
        Map<String, Object> limits = Map.of(
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                ANSWER_MILLIS,
                ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                ANSWER_MILLIS / 2);
        try (KafkaConsumer<byte[], byte[]> consumer =
                topic.consumer(limits, Map.of(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest"))) {
            reading = consumer;
            List<PartitionInfo> partitions = consumer.partitionsFor(topic.name());
            if (partitions == null || partitions.isEmpty()) {
                LOG.info("Topic {} does not exist yet", topic.name());
                return;
            }
            List<TopicPartition> all = partitions.stream()
                    .map(partition -> new TopicPartition(topic.name(), partition.partition()))
                    .toList();
            consumer.assign(all);
            seek(consumer, all);
            while (closed.getCount() > 0) {
                heartbeat.beat();
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (record.value() != null) {
                        listener.accept(record.value());
                    }
                }
            }
        }
    }

    private void seek(KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> all) {
        consumer.seekToEnd(all);
        if (past.isZero()) {
            return;
        }
        long since = System.currentTimeMillis() - past.toMillis();
        Map<TopicPartition, Long> wanted = new HashMap<>();
        all.forEach(partition -> wanted.put(partition, since));
        consumer.offsetsForTimes(wanted).forEach((TopicPartition partition, OffsetAndTimestamp first) -> {
            if (first != null) {
                consumer.seek(partition, first.offset());
            }
        });
    }
}
