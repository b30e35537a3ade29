package dev.drover.ingest;

import dev.drover.config.KafkaConfig;
import dev.drover.config.StartupException;
import dev.drover.kafka.BrokerAdmin;
import dev.drover.rlp.RlpReader;
import dev.drover.rlp.RlpWriter;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The data topic as the broker describes it at the start, and the settings to read it with.
 *
 * @param origin which topic of which cluster this is
 * @param extent the offsets that it holds now
 */
record DataTopic(Origin origin, StartPoint.Extent extent) {
    /** Identifies a topic: one that is deleted and created again has another id. */
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
     * Asks the broker, and waits as long as the client's settings say. Throws StartupException if the topic cannot be read.
     *
     * @param waiting called every second while an answer is awaited
     */
    static DataTopic describe(KafkaConfig config, Runnable waiting) {
        String topic = config.topic().topic();
        try (BrokerAdmin broker = new BrokerAdmin(config.broker(), config.client(), waiting)) {
            String cluster = broker.ask(
                    "the cluster's id", admin -> admin.describeCluster().clusterId());
            TopicDescription description = Objects.requireNonNull(broker.ask(
                            "the description of topic " + topic,
                            admin -> admin.describeTopics(List.of(topic)).allTopicNames())
                    .get(topic));
            checkPartitions(topic, description.partitions().size());
            checkPolicy(topic, broker);
            Origin origin = new Origin(cluster, topic, description.topicId().toString());
            long begin = offset(broker, topic, OffsetSpec.earliest());
            return new DataTopic(origin, new StartPoint.Extent(begin, offset(broker, topic, OffsetSpec.latest())));
        } catch (ExecutionException e) {
            throw explain(config, e);
        }
    }

    private static long offset(BrokerAdmin broker, String topic, OffsetSpec spec) throws ExecutionException {
        TopicPartition partition = new TopicPartition(topic, 0);
        return broker.ask(
                        "the offsets of topic " + topic,
                        admin -> admin.listOffsets(Map.of(partition, spec)).partitionResult(partition))
                .offset();
    }

    private static void checkPartitions(String topic, int partitions) {
        if (partitions != 1) {
            throw new StartupException("topic " + topic + " has " + partitions
                    + " partitions, but the order of write operations is kept in one only: create a topic with 1 partition"
                    + " and have the masters write to it");
        }
    }

    private static void checkPolicy(String topic, BrokerAdmin broker) throws ExecutionException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try {
            String policy = Objects.requireNonNull(broker.ask(
                                    "the settings of topic " + topic,
                                    admin -> admin.describeConfigs(List.of(resource))
                                            .all())
                            .get(resource))
                    .get(TopicConfig.CLEANUP_POLICY_CONFIG)
                    .value();
            if (policy.contains(TopicConfig.CLEANUP_POLICY_COMPACT)) {
                throw new StartupException(
                        "topic " + topic + " is compacted, so records disappear from its middle: set its"
                                + " cleanup.policy to delete; if records have been compacted away, begin with a new topic");
            }
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof AuthorizationException)) {
                throw e;
            }
            // Only those who may describe its settings can check them; reading needs no such right.
        }
    }

    /** The settings of the consumer that reads the topic. */
    static Map<String, Object> consumerSettings(KafkaConfig config) {
        Map<String, Object> settings = new HashMap<>();
        // Large fetches: while catching up, the time per record is what counts.
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 20_000);
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 50 << 20);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 24 << 20);
        settings.put(ConsumerConfig.RECEIVE_BUFFER_CONFIG, 4 << 20);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 250);
        settings.putAll(config.client());
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, config.broker());
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        // The position is in the store; nothing that Kafka remembers may move it.
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return settings;
    }

    private static StartupException explain(KafkaConfig config, Exception e) {
        if (e.getCause() instanceof UnknownTopicOrPartitionException) {
            return new StartupException(
                    "topic " + config.topic().topic() + " does not exist on " + config.broker()
                            + ": start a master that writes to it first, or correct --kafka.topic",
                    e);
        }
        return new StartupException(
                "the Kafka broker at " + config.broker() + " cannot be asked about topic "
                        + config.topic().topic() + ": " + BrokerAdmin.rootMessage(e)
                        + ". Check --kafka.broker, the kafka.client settings and the topic's ACLs",
                e);
    }
}
