package dev.drover.ingest;

import dev.drover.config.KafkaConfig;
import dev.drover.config.StartupException;
import dev.drover.rlp.RlpReader;
import dev.drover.rlp.RlpWriter;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What the broker says of the data topic at the start, and how to read it.
 *
 * @param origin which topic of which cluster this is
 * @param extent what it holds now
 */
record DataTopic(Origin origin, StartPoint.Extent extent) {
    /** Names a topic for good: a topic that is deleted and made anew has another id. */
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

    private static final int ANSWER_SECONDS = 10;

    /** Asks the broker. Blocks up to some seconds; throws StartupException if the topic cannot be read. */
    static DataTopic describe(KafkaConfig config) {
        String topic = config.topic().topic();
        TopicPartition partition = new TopicPartition(topic, 0);
        Map<String, Object> settings = new HashMap<>(config.client());
        settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, config.broker());
        settings.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_SECONDS * 1000);
        settings.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_SECONDS * 500);
        try (Admin admin = Admin.create(settings)) {
            String cluster = answer(admin.describeCluster().clusterId());
            TopicDescription description = Objects.requireNonNull(
                    answer(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic));
            if (description.partitions().size() != 1) {
                throw new StartupException("topic " + topic + " has "
                        + description.partitions().size()
                        + " partitions, but the order of write operations is kept in one only: make a topic with 1 partition"
                        + " and have the masters write to it");
            }
            long begin = answer(admin.listOffsets(Map.of(partition, OffsetSpec.earliest()))
                            .partitionResult(partition))
                    .offset();
            long end = answer(admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                            .partitionResult(partition))
                    .offset();
            Origin origin = new Origin(cluster, topic, description.topicId().toString());
            return new DataTopic(origin, new StartPoint.Extent(begin, end));
        } catch (org.apache.kafka.common.KafkaException e) {
            throw new StartupException(
                    "no Kafka client can be made for --kafka.broker " + config.broker() + ": " + rootMessage(e)
                            + ". Check --kafka.broker and the kafka.client settings",
                    e);
        } catch (ExecutionException | TimeoutException e) {
            throw explain(config, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartupException("interrupted while asking the broker", e);
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

    private static <T> T answer(org.apache.kafka.common.KafkaFuture<T> future)
            throws ExecutionException, TimeoutException, InterruptedException {
        return future.get(ANSWER_SECONDS, TimeUnit.SECONDS);
    }

    private static StartupException explain(KafkaConfig config, Exception e) {
        if (e.getCause() instanceof UnknownTopicOrPartitionException) {
            return new StartupException(
                    "topic " + config.topic().topic() + " does not exist on " + config.broker()
                            + ": start a master that writes to it first, or correct --kafka.topic",
                    e);
        }
        return new StartupException(
                "no Kafka broker answers at " + config.broker() + " (" + rootMessage(e)
                        + "): start it, or correct --kafka.broker",
                e);
    }

    private static String rootMessage(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }
}
