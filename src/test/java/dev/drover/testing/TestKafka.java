package dev.drover.testing;

import dev.drover.broker.EmbeddedBroker;
import dev.drover.cdc.RecordedRecord;
import dev.drover.cdc.Recording;
import dev.drover.cdc.RecordingReader;
import dev.drover.cdc.WriteOp;
import dev.drover.cdc.WriteOpEncoder;
import dev.drover.kafka.KafkaTopic;
import dev.drover.kafka.Topics;
import dev.drover.replay.TopicWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A real Kafka broker that all tests of one JVM share: started when the first asks for it, stopped and wiped when the JVM
 * ends. Tests keep apart by topics of their own.
 */
public final class TestKafka {
    private TestKafka() {}

    /** Where the shared broker listens, {@code host:port}. */
    public static String broker() {
        return Shared.BROKER.address();
    }

    /** A new, empty topic that takes replayed records. */
    public static KafkaTopic freshTopic() {
        return Topics.createForReplay(new KafkaTopic(broker(), "topic-" + UUID.randomUUID()));
    }

    /** Appends all records of a recording, timestamps kept; they are in the topic when this returns. */
    public static void produce(KafkaTopic topic, Recording recording) {
        produce(topic, recording, Long.MAX_VALUE);
    }

    /** Appends the first {@code count} records of a recording. */
    public static void produce(KafkaTopic topic, Recording recording, long count) {
        try (TopicWriter writer = new TopicWriter(topic, 5);
                RecordingReader reader = recording.open()) {
            RecordedRecord record = reader.next();
            for (long n = 0; n < count && record != null; n++) {
                writer.send(record);
                record = reader.next();
            }
            writer.flush();
        }
    }

    /** Appends records, timestamps kept. */
    public static void produce(KafkaTopic topic, List<RecordedRecord> records) {
        try (TopicWriter writer = new TopicWriter(topic, 5)) {
            records.forEach(writer::send);
            writer.flush();
        }
    }

    /** Appends operations, all with one timestamp. */
    public static void produce(KafkaTopic topic, long timestampMillis, WriteOp... ops) {
        try (TopicWriter writer = new TopicWriter(topic, 5)) {
            for (WriteOp op : ops) {
                writer.send(timestampMillis, null, WriteOpEncoder.encode(op));
            }
            writer.flush();
        }
    }

    /** Returns when the topic has at least {@code end} records. */
    public static void awaitEnd(KafkaTopic topic, long end) {
        Await.until(
                "topic " + topic.name() + " ends at " + end,
                () -> Topics.range(topic).end() >= end);
    }

    /** Changes settings of a topic. */
    public static void configure(KafkaTopic topic, Map<String, String> settings) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
        List<AlterConfigOp> ops = settings.entrySet().stream()
                .map(entry ->
                        new AlterConfigOp(new ConfigEntry(entry.getKey(), entry.getValue()), AlterConfigOp.OpType.SET))
                .toList();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", topic.broker()))) {
            admin.incrementalAlterConfigs(Map.of(resource, ops)).all().get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Deletes a topic; returns when the broker does not know it any more. */
    public static void delete(KafkaTopic topic) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", topic.broker()))) {
            admin.deleteTopics(List.of(topic.name())).all().get();
            while (admin.listTopics().names().get().contains(topic.name())) {
                LockSupport.parkNanos(20_000_000);
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Gives a topic more partitions. */
    public static void addPartitions(KafkaTopic topic, int total) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", topic.broker()))) {
            admin.createPartitions(Map.of(topic.name(), NewPartitions.increaseTo(total)))
                    .all()
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Deletes the records before {@code offset}, as a retention does. */
    public static void deleteBefore(KafkaTopic topic, long offset) {
        TopicPartition partition = new TopicPartition(topic.name(), 0);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", topic.broker()))) {
            admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(offset)))
                    .all()
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The offset after the topic's last record. */
    public static long end(KafkaTopic topic) {
        TopicPartition partition = new TopicPartition(topic.name(), 0);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", topic.broker()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            return Objects.requireNonNull(
                    consumer.endOffsets(List.of(partition)).get(partition));
        }
    }

    /** Started by the first use of the class. */
    private static final class Shared {
        static final EmbeddedBroker BROKER = start();

        private static EmbeddedBroker start() {
            try {
                Path directory = Files.createTempDirectory("kafka");
                EmbeddedBroker broker = EmbeddedBroker.start(directory, 0);
                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    broker.close();
                    wipe(directory);
                }));
                return broker;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void wipe(Path directory) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
