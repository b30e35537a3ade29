package dev.drover.config;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Settings for the topic with the write operations.
 *
 * @param broker bootstrap servers, {@code host:port}, comma-separated
 * @param topic the data topic and where to start reading
 * @param txpoolTopic the topic with pending transactions, or null if there is none
 * @param lookbackRecords number of records that a replica without a stored position reads before its starting offset, so that
 *     no batch is cut in two
 * @param client Kafka client properties, passed through unchanged
 * @param assembly limits on uncommitted batches
 */
public record KafkaConfig(
        String broker,
        TopicStart topic,
        @Nullable String txpoolTopic,
        int lookbackRecords,
        Map<String, String> client,
        AssemblyLimits assembly) {

    /**
     * Limits on the uncommitted batches in memory. When one is exceeded, the oldest batch is evicted and read again when its
     * commit arrives.
     *
     * @param batches number of uncommitted batches
     * @param bytes keys and values of all uncommitted batches
     * @param ageMillis time since a batch's last fragment, by the records' timestamps
     */
    public record AssemblyLimits(int batches, long bytes, long ageMillis) {
        /** Checks the limits. */
        public AssemblyLimits {
            Check.atLeast("--kafka.open.batches", batches, 1);
            Check.atLeast("--kafka.open.bytes", bytes, 1);
            Check.atLeast("--kafka.open.age", ageMillis, 1);
        }

        /** Returns the options by name, without dashes: all replicas of a pool must have the same. */
        public Map<String, String> stated() {
            return Map.of(
                    "kafka.open.batches", String.valueOf(batches),
                    "kafka.open.bytes", String.valueOf(bytes),
                    "kafka.open.age", ageMillis + "ms");
        }
    }

    /** Checks the settings. */
    public KafkaConfig {
        Check.notBlank("--kafka.broker", broker);
        if (txpoolTopic != null) {
            Check.notBlank("--kafka.txpool.topic", txpoolTopic);
        }
        Check.atLeast("--kafka.lookback", lookbackRecords, 0);
        client = Map.copyOf(client);
    }

    /** Returns a copy that reads another topic of another broker. */
    public KafkaConfig at(String otherBroker, TopicStart otherTopic) {
        return new KafkaConfig(otherBroker, otherTopic, txpoolTopic, lookbackRecords, client, assembly);
    }
}
