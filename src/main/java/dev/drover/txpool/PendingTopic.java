package dev.drover.txpool;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the topic of pending transactions, all its partitions from their ends on, on a thread of its own. It is no part of
 * the chain: where it is out of reach, dapps hear of no pending transactions, and that is all.
 */
public final class PendingTopic implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PendingTopic.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long AGAIN_MILLIS = 5_000;
    private static final long STOP_MILLIS = 5_000;

    private final String topic;
    private final Map<String, Object> settings;
    private final PendingTransactions transactions;
    private final Thread thread;
    private volatile boolean closed;

    /**
     * Begins to read.
     *
     * @param client settings handed to the Kafka client as they are
     */
    public PendingTopic(String broker, Map<String, String> client, String topic, PendingTransactions transactions) {
        this.topic = topic;
        this.transactions = transactions;
        settings = new HashMap<>(client);
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, broker);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        thread = Thread.ofPlatform().name("drover-txpool").daemon().start(this::run);
    }

    /** Reads nothing any more. Blocks for a moment. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closed) {
            try {
                read();
            } catch (WakeupException | InterruptException e) {
                return;
            } catch (KafkaException e) {
                LOG.warn("Topic {} of pending transactions cannot be read: {}", topic, e.getMessage());
            }
            try {
                Thread.sleep(AGAIN_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Reads until it fails, or at once returns if there is no such topic yet. */
    private void read() {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<PartitionInfo> partitions = consumer.partitionsFor(topic);
            if (partitions == null || partitions.isEmpty()) {
                LOG.info("There is no topic {} of pending transactions yet", topic);
                return;
            }
            List<TopicPartition> all = partitions.stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(all);
            consumer.seekToEnd(all);
            while (!closed) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (record.value() != null) {
                        transactions.add(record.value());
                    }
                }
            }
        }
    }
}
