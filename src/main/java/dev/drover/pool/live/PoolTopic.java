package dev.drover.pool.live;

import dev.drover.config.KafkaConfig;
import dev.drover.kafka.KafkaTopic;
import dev.drover.kafka.TopicAdmin;
import dev.drover.kafka.Topics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;

/**
 * The topic on which a pool agrees: one partition, kept for a day, never compacted. Describes the topic, creates it if it does not
 * exist, and creates the clients that read and write it.
 *
 * @param id Kafka's id of the topic, which changes if the topic is deleted and created again
 * @param begin offset of the oldest record
 * @param end offset that the next record gets
 */
record PoolTopic(String name, String id, long begin, long end) {
    private static final String OPTION = "--pool.topic";
    private static final int REPLICATION = 3;
    private static final long RETENTION_MILLIS = TimeUnit.HOURS.toMillis(24);
    /** Lets the clients find a broker that comes back at once. */
    private static final Map<String, Object> QUICK_RECONNECT =
            Map.of(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 200);

    /** Returns the only partition. */
    TopicPartition partition() {
        return new TopicPartition(name, 0);
    }

    /** Returns Kafka's id of the data topic. Blocks; throws StartupException if the topic cannot be described. */
    static String dataTopicId(KafkaConfig kafka) {
        try (TopicAdmin admin = new TopicAdmin(KafkaTopic.data(kafka), () -> {})) {
            return admin.topicId();
        }
    }

    /**
     * Describes the topic, and creates it if it does not exist. Blocks; throws StartupException if it cannot be used.
     *
     * @param waiting called every second while an answer is awaited
     */
    static PoolTopic open(KafkaConfig kafka, String name, Runnable waiting) {
        try (TopicAdmin admin = new TopicAdmin(KafkaTopic.of(kafka, name, OPTION), waiting)) {
            if (!admin.exists()) {
                int replication = Math.min(REPLICATION, admin.brokers());
                // Another replica may create it at the same time.
                admin.create(replication, settings(replication));
                admin.awaitCreated();
            }
            String id = admin.requireOnePartition();
            admin.requireNotCompacted();
            Topics.Range range = admin.range();
            return new PoolTopic(name, id, range.begin(), range.end());
        }
    }

    private static Map<String, String> settings(int replication) {
        return Map.of(
                TopicConfig.RETENTION_MS_CONFIG,
                Long.toString(RETENTION_MILLIS),
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                "LogAppendTime",
                TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG,
                "false",
                TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
                replication >= REPLICATION ? "2" : "1");
    }

    /** Creates a consumer that is assigned the partition and has no position yet. */
    KafkaConsumer<byte[], byte[]> consumer(KafkaConfig kafka) {
        Map<String, Object> fixed = Map.of(
                // Lost records are an error, never skipped.
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "none",
                // All members must read the same records.
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_uncommitted");
        KafkaConsumer<byte[], byte[]> consumer =
                KafkaTopic.of(kafka, name, OPTION).consumer(QUICK_RECONNECT, fixed);
        consumer.assign(List.of(partition()));
        return consumer;
    }

    /**
     * Creates a producer that drops a record after {@code deliveryMillis}, when it would no longer be of use.
     *
     * @param blockMillis how long a caller may wait for a broker that is down
     */
    KafkaProducer<byte[], byte[]> producer(KafkaConfig kafka, int deliveryMillis, int blockMillis) {
        return KafkaTopic.of(kafka, name, OPTION)
                .producer(
                        QUICK_RECONNECT,
                        Map.of(
                                ProducerConfig.ACKS_CONFIG,
                                "all",
                                ProducerConfig.LINGER_MS_CONFIG,
                                0,
                                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                                deliveryMillis / 2,
                                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                                deliveryMillis,
                                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                                blockMillis));
    }
}
