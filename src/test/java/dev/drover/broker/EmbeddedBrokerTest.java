package dev.drover.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.drover.cdc.RecordedRecord;
import dev.drover.config.StartupException;
import dev.drover.kafka.KafkaTopic;
import dev.drover.kafka.Topics;
import dev.drover.replay.TopicReader;
import dev.drover.replay.TopicWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
final class EmbeddedBrokerTest {
    @TempDir
    Path folder;

    @Test
    void keepsTopicsOverARestart() {
        byte[] large = new byte[16 << 20];
        new Random(3).nextBytes(large);
        List<RecordedRecord> records = List.of(
                new RecordedRecord(0, 1_000_000, null, new byte[] {3}),
                new RecordedRecord(1, 999_000, new byte[] {1}, null),
                new RecordedRecord(2, 4_102_444_800_000L, null, new byte[0]),
                new RecordedRecord(3, 1_000_001, null, large));
        Path data = folder.resolve("new/kafka");
        try (EmbeddedBroker broker = EmbeddedBroker.start(data, 0)) {
            KafkaTopic topic = new KafkaTopic(broker.address(), "data");
            Topics.createForReplay(topic);
            try (TopicWriter writer = new TopicWriter(topic, 0)) {
                records.forEach(writer::send);
                writer.flush();
            }
        }
        try (EmbeddedBroker broker = EmbeddedBroker.start(data, 0)) {
            KafkaTopic topic = new KafkaTopic(broker.address(), "data");
            assertThat(Topics.range(topic)).isEqualTo(new Topics.Range(0, 4));
            List<RecordedRecord> read = readAll(topic, 4);
            for (int i = 0; i < 4; i++) {
                assertThat(read.get(i).timestampMillis())
                        .isEqualTo(records.get(i).timestampMillis());
                assertThat(Arrays.equals(read.get(i).key(), records.get(i).key()))
                        .isTrue();
                assertThat(Arrays.equals(read.get(i).value(), records.get(i).value()))
                        .isTrue();
            }
            assertThatExceptionOfType(StartupException.class)
                    .isThrownBy(() -> EmbeddedBroker.start(data, 0))
                    .withMessageStartingWith(data + " is in use by another Kafka broker: stop that broker");
        }
    }

    @Test
    void saysThatThePortIsInUse() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = socket.getLocalPort();
            assertThatExceptionOfType(StartupException.class)
                    .isThrownBy(() -> EmbeddedBroker.start(folder, port))
                    .withMessageStartingWith("port " + port + " for the Kafka broker is in use: ");
        }
    }

    @Test
    void saysThatTheDirectoryCannotBeWritten() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatExceptionOfType(StartupException.class)
                .isThrownBy(() -> EmbeddedBroker.start(file.resolve("kafka"), 0))
                .withMessageStartingWith("the Kafka broker cannot write to " + file.resolve("kafka"));
    }

    private static List<RecordedRecord> readAll(KafkaTopic topic, int count) {
        List<RecordedRecord> records = new ArrayList<>();
        try (TopicReader reader = new TopicReader(topic, 0)) {
            while (records.size() < count) {
                records.addAll(reader.poll());
            }
        }
        return records;
    }
}
