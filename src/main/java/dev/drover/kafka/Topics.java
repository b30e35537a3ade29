package dev.drover.kafka;

import dev.drover.config.StartupException;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.record.TimestampType;

/** Creates and measures topics of write operations. Every call blocks until the broker answers, see {@link BrokerAdmin}. */
public final class Topics {
    /** Size of the largest record that a topic of write operations accepts, in bytes. */
    public static final int RECORD_BYTES_MAX = 20_000_000;

    /** The offsets that a topic holds: from {@code begin} to before {@code end}. */
    public record Range(long begin, long end) {}

    private Topics() {}

    /**
     * Creates a topic for masters: one partition, no retention, records of up to 20 MB, each stamped by the broker's clock, which
     * is the same for all masters. A topic that exists stays as it is, and must have one partition.
     *
     * @return the same topic
     * @throws StartupException if the broker does not answer, or the topic exists and has more partitions
     */
    public static KafkaTopic create(KafkaTopic topic) {
        return ask(topic, admin -> {
            if (!admin.create(1, settings(TimestampType.LOG_APPEND_TIME))) {
                admin.requireOnePartition();
            }
            return topic;
        });
    }

    /**
     * Creates a topic for replayed records, like {@link #create}, except that records keep their timestamps, however old. A
     * topic that exists stays as it is, and must have these settings.
     *
     * @return the same topic
     * @throws StartupException if the broker does not answer, or the topic exists and would lose records or timestamps
     */
    public static KafkaTopic createForReplay(KafkaTopic topic) {
        return ask(topic, admin -> {
            if (!admin.create(1, settings(TimestampType.CREATE_TIME))) {
                admin.requireOnePartition();
                admin.requireSettings(
                        "would lose replayed records or their timestamps",
                        Map.of(
                                TopicConfig.RETENTION_MS_CONFIG,
                                "-1",
                                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                                TimestampType.CREATE_TIME.name));
            }
            return topic;
        });
    }

    /**
     * Returns the offsets that the topic holds.
     *
     * @throws StartupException if the broker does not answer or has no such topic
     */
    public static Range range(KafkaTopic topic) {
        return ask(topic, admin -> {
            // First, because the client logs an error when it is asked for the offsets of a topic that does not exist.
            admin.topicId();
            return admin.range();
        });
    }

    private static Map<String, String> settings(TimestampType timestamps) {
        return Map.of(
                // A broker deletes by the records' timestamps, and those of replayed records are old.
                TopicConfig.RETENTION_MS_CONFIG,
                "-1",
                TopicConfig.RETENTION_BYTES_CONFIG,
                "-1",
                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                timestamps.name,
                TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG,
                Long.toString(Long.MAX_VALUE),
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                Integer.toString(RECORD_BYTES_MAX));
    }

    private static <T> T ask(KafkaTopic topic, Function<TopicAdmin, T> work) {
        try (TopicAdmin admin = new TopicAdmin(topic, () -> {})) {
            return work.apply(admin);
        }
    }
}
