package dev.drover.ingest;

import dev.drover.config.KafkaConfig;
import dev.drover.kafka.KafkaTopic;
import dev.drover.kafka.TopicAdmin;
import dev.drover.kafka.Topics;
import dev.drover.rlp.RlpReader;
import dev.drover.rlp.RlpWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * The data topic as the broker describes it at startup, and the settings of its consumer.
 *
 * @param origin the identity of the topic
 * @param extent the range of offsets that it holds
 */
record DataTopic(Origin origin, StartPoint.Extent extent) {
    /** The identity of a topic in its cluster. A topic that is deleted and created again has another id. */
    record Origin(String clusterId, String topic, String topicId) {
        byte[] encode() {
            RlpWriter out = new RlpWriter().beginList();
            for (String part : List.of(clusterId, topic, topicId)) {
                out.bytes(part.getBytes(StandardCharsets.UTF_8));
            }
            return out.endList().toBytes();
        }

        static Origin decode(byte[] bytes) {
            RlpReader in = RlpReader.listOf(bytes);
            return new Origin(text(in), text(in), text(in));
        }

        private static String text(RlpReader in) {
            return new String(in.bytes(), StandardCharsets.UTF_8);
        }
    }

    /**
     * Asks the broker about the topic. Blocks for at most the timeouts in the client's settings. Throws StartupException if the
     * topic cannot be read.
     *
     * @param waiting called every second while waiting for an answer
     */
    static DataTopic describe(KafkaConfig config, Runnable waiting) {
        KafkaTopic topic = KafkaTopic.data(config);
        try (TopicAdmin admin = new TopicAdmin(topic, waiting)) {
            String cluster = admin.clusterId();
            Origin origin = new Origin(cluster, topic.name(), admin.requireOnePartition());
            admin.requireNotCompacted();
            Topics.Range range = admin.range();
            return new DataTopic(origin, new StartPoint.Extent(range.begin(), range.end()));
        }
    }

    /** Returns the settings of the consumer that reads the topic. */
    static Map<String, Object> consumerSettings(KafkaConfig config) {
        // Large fetches, because the cost per record dominates while catching up.
        Map<String, Object> largeFetches = Map.of(
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                20_000,
                ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                50 << 20,
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                24 << 20,
                ConsumerConfig.RECEIVE_BUFFER_CONFIG,
                4 << 20,
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                250);
        return KafkaTopic.data(config)
                .consumerSettings(largeFetches, Map.of(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none"));
    }
}
