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
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads all partitions of a topic near their ends, on a thread of its own. Where the topic is out of reach, nothing is heard,
 * and that is all: it tries again.
 */
public final class TopicTail implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicTail.class);
    private static final Duration POLL = Duration.ofMillis(200);
    /** For all that is asked of the broker: the reading thread must not wait long without a heartbeat. */
    private static final int ANSWER_MILLIS = 10_000;

    private static final long AGAIN_MILLIS = 5_000;
    private static final long STOP_MILLIS = 5_000;

    private final String topic;
    private final Duration past;
    private final Runnable prepare;
    private final Consumer<byte[]> heard;
    private final Map<String, Object> settings;
    private final Thread thread;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable KafkaConsumer<byte[], byte[]> reading;

    /**
     * Begins to read.
     *
     * @param heartbeats watch the reading thread
     * @param client settings handed to the Kafka client as they are
     * @param past begins with records of this age; zero: with the next record
     * @param prepare called on the reading thread before each attempt to read; may block and fail
     * @param heard is given each record's value on the reading thread; must not throw
     */
    public TopicTail(
            Heartbeats heartbeats,
            String thread,
            String broker,
            Map<String, String> client,
            String topic,
            Duration past,
            Runnable prepare,
            Consumer<byte[]> heard) {
        this.topic = topic;
        this.past = past;
        this.prepare = prepare;
        this.heard = heard;
        settings = new HashMap<>(client);
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, broker);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.putIfAbsent(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MILLIS);
        settings.putIfAbsent(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_MILLIS / 2);
        this.thread = heartbeats.thread(thread, this::run);
        this.thread.start();
    }

    /** Reads nothing any more. Blocks for a moment. */
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
                prepare.run();
                read(heartbeat);
            } catch (WakeupException e) {
                // Closed.
            } catch (RuntimeException e) {
                LOG.warn("Topic {} cannot be read: {}", topic, e.getMessage());
            } catch (Error e) {
                FatalErrors.exitIfFatal(e);
                LOG.error("Reading topic {} failed, trying again", topic, e);
            }
        } while (!closed.await(AGAIN_MILLIS, TimeUnit.MILLISECONDS));
    }

    /** Reads until it fails, or at once returns if there is no such topic yet. */
    private void read(Heartbeat heartbeat) {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            reading = consumer;
            List<PartitionInfo> partitions = consumer.partitionsFor(topic);
            if (partitions == null || partitions.isEmpty()) {
                LOG.info("There is no topic {} yet", topic);
                return;
            }
            List<TopicPartition> all = partitions.stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(all);
            seek(consumer, all);
            while (closed.getCount() > 0) {
                heartbeat.beat();
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (record.value() != null) {
                        heard.accept(record.value());
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
