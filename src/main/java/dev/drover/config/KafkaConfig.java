package dev.drover.config;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the write operations come from.
 *
 * @param broker one or more {@code host:port}, separated by commas
 * @param topic the data topic and where to begin
 * @param txpoolTopic the topic with pending transactions; null: none
 * @param lookbackRecords how far before its start a replica without a position of its own begins to read, so that no batch
 *     is cut
 * @param client settings handed to the Kafka client as they are
 */
public record KafkaConfig(
        String broker,
        TopicStart topic,
        @Nullable String txpoolTopic,
        int lookbackRecords,
        Map<String, String> client,
        AssemblyLimits assembly) {

    /**
     * Limits of what is held in memory of batches whose commit has not come yet. Beyond one of them the oldest batch is dropped and
     * read again when its commit comes.
     *
     * @param batches number of open batches
     * @param bytes keys and values of all open batches together
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
}
