package dev.drover.kafka;

import dev.drover.config.StartupException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.record.TimestampType;

/** Creates topics of write operations and returns their offsets. All methods block, for ten seconds at most. */
public final class Topics {
    /** Size of the largest record that a topic of write operations accepts, in bytes. */
    public static final int RECORD_BYTES_MAX = 20_000_000;

    private static final int TIMEOUT_MILLIS = 10_000;

    /** The offsets of a topic: from {@code begin} to {@code end}, exclusive. */
    public record Range(long begin, long end) {}

    private Topics() {}

    /**
     * Creates a topic for masters: one partition, unlimited retention and records of up to 20 MB, stamped by the clock of the
     * broker, which is the same for all masters. An existing topic is not changed, but must have one partition.
     *
     * @return the same topic
     * @throws StartupException if the broker does not respond, or an existing topic has several partitions
     */
    public static KafkaTopic create(KafkaTopic topic) {
        return with(topic, admin -> {
            if (!created(admin, wanted(topic, TimestampType.LOG_APPEND_TIME))) {
                checkPartitions(admin, topic);
            }
            return topic;
        });
    }

    /**
     * Creates a topic for replayed records. It differs from {@link #create} in that records keep their timestamps, however old.
     * An existing topic is not changed, but must have these settings.
     *
     * @return the same topic
     * @throws StartupException if the broker does not respond, or an existing topic would lose records or timestamps
     */
    public static KafkaTopic createForReplay(KafkaTopic topic) {
        return with(topic, admin -> {
            if (!created(admin, wanted(topic, TimestampType.CREATE_TIME))) {
                checkPartitions(admin, topic);
                checkKeepsReplayed(admin, topic);
            }
            return topic;
        });
    }

    /** Creates a topic; returns false if it already exists. */
    private static boolean created(Admin admin, NewTopic topic) {
        try {
            await(admin.createTopics(List.of(topic)).all());
            return true;
        } catch (TopicExistsException e) {
            return false;
        }
    }

    private static NewTopic wanted(KafkaTopic topic, TimestampType timestamps) {
        return new NewTopic(topic.name(), 1, (short) 1)
                .configs(Map.of(
                        // Brokers delete records by timestamp, and replayed records have old ones.
                        TopicConfig.RETENTION_MS_CONFIG,
                        "-1",
                        TopicConfig.RETENTION_BYTES_CONFIG,
                        "-1",
                        TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                        timestamps.name,
                        TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG,
                        Long.toString(Long.MAX_VALUE),
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                        Integer.toString(RECORD_BYTES_MAX)));
    }

    /**
     * Returns the offsets at which the topic begins and ends.
     *
     * @throws StartupException if the broker does not respond or the topic does not exist
     */
    public static Range range(KafkaTopic topic) {
        return with(topic, admin -> {
            try {
                // Checked first, because the client logs an error if it is asked for the offsets of an unknown topic.
                partitionCount(admin, topic);
                return new Range(
                        offset(admin, topic, OffsetSpec.earliest()), offset(admin, topic, OffsetSpec.latest()));
            } catch (UnknownTopicOrPartitionException e) {
                throw new StartupException(
                        "topic " + topic.name() + " does not exist at " + topic.broker() + ": correct --kafka.topic",
                        e);
            }
        });
    }

    private static int partitionCount(Admin admin, KafkaTopic topic) {
        return only(await(admin.describeTopics(List.of(topic.name())).allTopicNames()))
                .partitions()
                .size();
    }

    private static long offset(Admin admin, KafkaTopic topic, OffsetSpec spec) {
        return await(admin.listOffsets(Map.of(topic.partition(), spec)).partitionResult(topic.partition()))
                .offset();
    }

    private static void checkPartitions(Admin admin, KafkaTopic topic) {
        int partitions = partitionCount(admin, topic);
        if (partitions != 1) {
            throw new StartupException("topic " + topic.name() + " has " + partitions
                    + " partitions, but write operations need exactly 1: choose another --kafka.topic");
        }
    }

    private static void checkKeepsReplayed(Admin admin, KafkaTopic topic) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
        Config config = only(await(admin.describeConfigs(List.of(resource)).all()));
        require(topic, config, TopicConfig.RETENTION_MS_CONFIG, "-1");
        require(topic, config, TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, TimestampType.CREATE_TIME.name);
    }

    private static void require(KafkaTopic topic, Config config, String key, String value) {
        if (!value.equals(config.get(key).value())) {
            throw new StartupException(
                    "topic " + topic.name() + " would lose replayed records or their timestamps: set its " + key
                            + " to " + value + ", or choose a new --kafka.topic");
        }
    }

    private static <T> T only(Map<?, T> answer) {
        return answer.values().iterator().next();
    }

    private static <T> T with(KafkaTopic topic, Work<T> work) {
        Map<String, Object> settings = topic.settings(Map.of(
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                TIMEOUT_MILLIS / 2,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                TIMEOUT_MILLIS));
        try (Admin admin = Admin.create(settings)) {
            return work.apply(admin);
        } catch (KafkaException e) {
            throw topic.failure(e);
        }
    }

    /** Returns the value of a future, or throws its failure as a KafkaException. */
    private static <T> T await(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            throw new org.apache.kafka.common.errors.InterruptException(e);
        }
    }

    private interface Work<T> {
        T apply(Admin admin);
    }
}
