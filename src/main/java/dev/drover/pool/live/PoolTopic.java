package dev.drover.pool.live;

import dev.drover.config.KafkaConfig;
import dev.drover.config.StartupException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The topic on which a pool agrees: one partition, kept for a day, never compacted. Describes it, makes it if it is absent,
 * and makes the clients that read and write it.
 *
 * @param id Kafka's own: a topic that is made anew has another
 * @param begin offset of the oldest record
 * @param end offset that the next record gets
 */
record PoolTopic(String name, String id, long begin, long end) {
    private static final int ANSWER_SECONDS = 10;
    private static final int DESCRIBE_TRIES = 50;
    private static final long DESCRIBE_PAUSE_MILLIS = 100;
    private static final short COPIES = 3;
    private static final long RETENTION_MILLIS = TimeUnit.HOURS.toMillis(24);

    /** The one partition. */
    TopicPartition partition() {
        return new TopicPartition(name, 0);
    }

    /** Kafka's id of any topic. Blocks; throws StartupException if the broker does not tell. */
    static String idOf(KafkaConfig kafka, String topic) {
        try (Admin admin = admin(kafka)) {
            return describe(admin, topic).topicId().toString();
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            throw new StartupException("topic " + topic + " cannot be described: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartupException("interrupted while asking the broker", e);
        }
    }

    /** Asks the broker, and makes the topic if there is none. Blocks; throws StartupException if it cannot be used. */
    static PoolTopic open(KafkaConfig kafka, String name) {
        try (Admin admin = admin(kafka)) {
            TopicDescription description = describeOrCreate(admin, name);
            if (description.partitions().size() != 1) {
                throw new StartupException("pool topic " + name + " has "
                        + description.partitions().size()
                        + " partitions, but a pool needs one order of its records: name another --pool.topic");
            }
            checkKeepsOrder(admin, name);
            return new PoolTopic(
                    name,
                    description.topicId().toString(),
                    offset(admin, name, OffsetSpec.earliest()),
                    offset(admin, name, OffsetSpec.latest()));
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            throw new StartupException(
                    "pool topic " + name + " cannot be used (" + e.getMessage()
                            + "): start the broker, or correct --kafka.broker and --pool.topic",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartupException("interrupted while asking the broker", e);
        }
    }

    private static Admin admin(KafkaConfig kafka) {
        Map<String, Object> settings = new HashMap<>(kafka.client());
        settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.broker());
        settings.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_SECONDS * 1000);
        settings.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_SECONDS * 500);
        return Admin.create(settings);
    }

    /** A consumer of that partition; reads nothing before it is told where to begin. */
    KafkaConsumer<byte[], byte[]> consumer(KafkaConfig kafka) {
        Map<String, Object> settings = clientSettings(kafka);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // What is lost is an error, never skipped.
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // All members must read the same records.
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.assign(List.of(partition()));
        return consumer;
    }

    /**
     * A producer that gives a record up after {@code deliveryMillis}: later it would be worth nothing.
     *
     * @param blockMillis how long a caller may wait for a broker that is away
     */
    KafkaProducer<byte[], byte[]> producer(KafkaConfig kafka, int deliveryMillis, int blockMillis) {
        Map<String, Object> settings = clientSettings(kafka);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, deliveryMillis / 2);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, deliveryMillis);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, blockMillis);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static Map<String, Object> clientSettings(KafkaConfig kafka) {
        Map<String, Object> settings = new HashMap<>(kafka.client());
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, kafka.broker());
        // A broker that comes back is found at once.
        settings.putIfAbsent(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 200);
        return settings;
    }

    private static TopicDescription describeOrCreate(Admin admin, String name)
            throws ExecutionException, TimeoutException, InterruptedException {
        try {
            return describe(admin, name);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                throw e;
            }
        }
        int brokers = answer(admin.describeCluster().nodes()).size();
        short copies = (short) Math.min(COPIES, brokers);
        NewTopic wanted = new NewTopic(name, 1, copies)
                .configs(Map.of(
                        TopicConfig.RETENTION_MS_CONFIG,
                        Long.toString(RETENTION_MILLIS),
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_DELETE,
                        TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                        "LogAppendTime",
                        TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG,
                        "false",
                        TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
                        copies >= COPIES ? "2" : "1"));
        try {
            answer(admin.createTopics(List.of(wanted)).all());
        } catch (ExecutionException e) {
            // Another replica was faster.
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
        return describeNew(admin, name);
    }

    /** A topic that was made a moment ago is not known to all brokers at once. */
    private static TopicDescription describeNew(Admin admin, String name)
            throws ExecutionException, TimeoutException, InterruptedException {
        for (int tries = 1; ; tries++) {
            try {
                return describe(admin, name);
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException) || tries == DESCRIBE_TRIES) {
                    throw e;
                }
                Thread.sleep(DESCRIBE_PAUSE_MILLIS);
            }
        }
    }

    private static TopicDescription describe(Admin admin, String name)
            throws ExecutionException, TimeoutException, InterruptedException {
        return Objects.requireNonNull(
                answer(admin.describeTopics(List.of(name)).allTopicNames()).get(name));
    }

    private static void checkKeepsOrder(Admin admin, String name)
            throws ExecutionException, TimeoutException, InterruptedException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
        String policy = Objects.requireNonNull(
                        answer(admin.describeConfigs(List.of(resource)).all()).get(resource))
                .get(TopicConfig.CLEANUP_POLICY_CONFIG)
                .value();
        if (policy.contains(TopicConfig.CLEANUP_POLICY_COMPACT)) {
            throw new StartupException("pool topic " + name
                    + " is compacted, which takes records out of its middle: set its cleanup.policy to delete");
        }
    }

    private static long offset(Admin admin, String name, OffsetSpec spec)
            throws ExecutionException, TimeoutException, InterruptedException {
        TopicPartition partition = new TopicPartition(name, 0);
        return answer(admin.listOffsets(Map.of(partition, spec)).partitionResult(partition))
                .offset();
    }

    private static <T> T answer(KafkaFuture<T> future)
            throws ExecutionException, TimeoutException, InterruptedException {
        return future.get(ANSWER_SECONDS, TimeUnit.SECONDS);
    }
}
