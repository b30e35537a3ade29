package dev.drover.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.drover.cdc.RecordedRecord;
import dev.drover.cdc.Recording;
import dev.drover.cdc.RecordingReader;
import dev.drover.cdc.RecordingWriter;
import dev.drover.cdc.WriteOp;
import dev.drover.config.StartupException;
import dev.drover.health.StopSignal;
import dev.drover.kafka.KafkaTopic;
import dev.drover.kafka.Topics;
import dev.drover.replay.ReplayMaster;
import dev.drover.replay.Replayer;
import dev.drover.replay.Speed;
import dev.drover.replay.TopicReader;
import dev.drover.testing.TestKafka;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Tag("slow")
final class ReplayTest {
    @TempDir
    Path folder;

    @Test
    void theBrokerStampsTheRecordsOfATopicForMasters() {
        KafkaTopic topic = Topics.create(new KafkaTopic(TestKafka.broker(), "live-" + UUID.randomUUID()));
        long before = System.currentTimeMillis();

        TestKafka.produce(topic, before + 3_600_000, new WriteOp.Heartbeat());

        try (TopicReader reader = new TopicReader(topic, 0)) {
            assertThat(reader.next().timestampMillis()).isBetween(before, before + 600_000);
        }
    }

    @Test
    void bringsARealRecordingThroughATopicUnchanged() {
        KafkaTopic topic = newTopic();
        Recording recording = Recording.shipped("conformance-chain");
        assertThat(new Replayer(recording, topic, Speed.MAX, new StopSignal()).replay())
                .isEqualTo(2817);
        Path copy = folder.resolve("copy.topic.jsonl.gz");
        String output = run(new RecordCommand(), topic, copy.toString());
        assertThat(output)
                .isEqualToIgnoringNewLines(
                        "Recorded 2817 records of topic " + topic.name() + " from offset 0 into " + copy);
        assertSame(readAll(Recording.at(copy)), readAll(recording));
    }

    @Test
    void goesOnWhereTheTopicEnds() {
        KafkaTopic topic = TestKafka.freshTopic();
        Recording recording = recordingOf(records(100, 1000));
        TestKafka.produce(topic, recording, 37);
        assertThat(new Replayer(recording, topic, Speed.MAX, new StopSignal()).replay())
                .isEqualTo(63);
        assertSame(readAll(topic), readAll(recording));
        assertThat(new Replayer(recording, topic, Speed.MAX, new StopSignal()).replay())
                .as("nothing is left to do")
                .isZero();
    }

    @Test
    void refusesATopicWithOtherRecords() {
        KafkaTopic topic = TestKafka.freshTopic();
        TestKafka.produce(topic, records(10, 5));
        Recording recording = recordingOf(records(100, 1000));
        assertThatExceptionOfType(StartupException.class)
                .isThrownBy(() -> new Replayer(recording, topic, Speed.MAX, new StopSignal()).replay())
                .withMessageMatching(
                        "topic .* contains other records than .* \\(they differ at offset 9\\): choose a new"
                                + " --kafka.topic");
    }

    @Test
    void refusesATopicThatWouldLoseOldRecords() {
        KafkaTopic topic = TestKafka.freshTopic();
        TestKafka.configure(topic, Map.of("retention.ms", "604800000"));
        assertThatExceptionOfType(StartupException.class)
                .isThrownBy(() -> Topics.createForReplay(topic))
                .withMessageContaining("set its retention.ms to -1");
    }

    @Test
    void stopsAtOnceWhenAskedTo() {
        KafkaTopic topic = TestKafka.freshTopic();
        List<RecordedRecord> records = records(3, 0);
        // The third is due in an hour.
        records.set(2, new RecordedRecord(2, 3_600_000, null, new byte[] {3}));
        ReplayMaster master = new ReplayMaster(recordingOf(records), topic, Speed.ORIGINAL).start();
        TestKafka.awaitEnd(topic, 2);
        master.close();
        assertThat(master.failure()).isNull();
        assertThat(Topics.range(topic).end()).isEqualTo(2);
    }

    @Test
    void livesOnWithHeartbeatsOfTheRecordingsClock() {
        KafkaTopic topic = newTopic();
        Recording recording = recordingOf(records(5, 1000));
        try (ReplayMaster master = new ReplayMaster(recording, topic, Speed.MAX, 20)) {
            master.start();
            TestKafka.awaitEnd(topic, 8);
        }
        long firstRun = Topics.range(topic).end();
        try (ReplayMaster master = new ReplayMaster(recording, topic, Speed.MAX, 20)) {
            master.start();
            TestKafka.awaitEnd(topic, firstRun + 2);
        }
        List<RecordedRecord> all = readAll(topic);
        assertSame(all.subList(0, 5), readAll(recording));
        long clock = 1004;
        for (RecordedRecord heartbeat : all.subList(5, all.size())) {
            assertThat(heartbeat.value()).containsExactly(3);
            assertThat(heartbeat.timestampMillis()).isGreaterThan(clock);
            clock = heartbeat.timestampMillis();
        }
        assertThat(clock).as("hours from the real time").isLessThan(1004 + 3_600_000);
    }

    @Test
    void saysThatTheBrokerIsAway() {
        KafkaTopic topic = new KafkaTopic(
                "127.0.0.1:1", "geth", Map.of("default.api.timeout.ms", "300", "request.timeout.ms", "200"));
        assertThatExceptionOfType(StartupException.class)
                .isThrownBy(() -> Topics.range(topic))
                .withMessageStartingWith("no Kafka broker answers at 127.0.0.1:1 within 300 ms")
                .withMessageEndingWith("start it, or correct --kafka.broker");
    }

    @Test
    void saysThatTheTopicIsAbsent() {
        KafkaTopic topic = newTopic();
        assertThatExceptionOfType(StartupException.class)
                .isThrownBy(() -> Topics.range(topic))
                .withMessage("topic " + topic.name() + " does not exist on " + topic.broker()
                        + ": start a master that writes to it first, or correct --kafka.topic");
    }

    @Test
    void recordsAStretch() {
        KafkaTopic topic = TestKafka.freshTopic();
        TestKafka.produce(topic, records(10, 0));
        Path file = folder.resolve("stretch.topic.jsonl.gz");
        run(new RecordCommand(), topic, "--file", file.toString(), "--from", "3", "--to", "7", "--follow");
        Path rest = folder.resolve("rest.topic.jsonl.gz");
        run(new RecordCommand(), topic, "--file", rest.toString(), "--from", "8", "--to", "99");
        assertThat(readAll(Recording.at(rest)))
                .extracting(RecordedRecord::offset)
                .containsExactly(8L, 9L);
        assertThat(readAll(Recording.at(file)))
                .extracting(RecordedRecord::offset)
                .containsExactly(3L, 4L, 5L, 6L);
        assertThatExceptionOfType(StartupException.class)
                .isThrownBy(() -> run(new RecordCommand(), topic, "--file", "x", "--from", "11"))
                .withMessageContaining("contains offsets 0 to 10 (exclusive): --from 11 is outside this range");
        assertThat(Path.of("x")).doesNotExist();
    }

    static String run(Callable<Integer> command, KafkaTopic topic, String... args) {
        List<String> all = new ArrayList<>(List.of("--kafka.broker", topic.broker(), "--kafka.topic", topic.name()));
        all.addAll(Arrays.asList(args));
        StringWriter text = new StringWriter();
        CommandLine line = new CommandLine(command).setOut(new PrintWriter(text, true));
        // Without CommandLine's own handling, failures come out as they are.
        line.parseArgs(all.toArray(new String[0]));
        try {
            assertThat(command.call()).isEqualTo(0);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return text.toString();
    }

    private static KafkaTopic newTopic() {
        return new KafkaTopic(TestKafka.broker(), "new-" + UUID.randomUUID());
    }

    private Recording recordingOf(List<RecordedRecord> records) {
        Path file = folder.resolve(UUID.randomUUID() + ".topic.jsonl.gz");
        try (RecordingWriter writer = RecordingWriter.create(file)) {
            records.forEach(writer::write);
        }
        assertThat(Files.exists(file)).isTrue();
        return Recording.at(file);
    }

    private static List<RecordedRecord> records(int count, long firstMillis) {
        return new ArrayList<>(LongStream.range(0, count)
                .mapToObj(i -> new RecordedRecord(
                        i,
                        firstMillis + i,
                        i % 7 == 3 ? new byte[] {1} : null,
                        i % 5 == 4 ? null : new byte[] {(byte) i}))
                .toList());
    }

    private static List<RecordedRecord> readAll(Recording recording) {
        List<RecordedRecord> records = new ArrayList<>();
        try (RecordingReader reader = recording.open()) {
            for (RecordedRecord record = reader.next(); record != null; record = reader.next()) {
                records.add(record);
            }
        }
        return records;
    }

    private static List<RecordedRecord> readAll(KafkaTopic topic) {
        long end = Topics.range(topic).end();
        List<RecordedRecord> records = new ArrayList<>();
        try (TopicReader reader = new TopicReader(topic, 0)) {
            while (records.size() < end) {
                records.addAll(reader.poll());
            }
        }
        return records;
    }

    private static void assertSame(List<RecordedRecord> actual, List<RecordedRecord> expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(actual.get(i).offset()).isEqualTo(expected.get(i).offset());
            assertThat(actual.get(i).timestampMillis())
                    .isEqualTo(expected.get(i).timestampMillis());
            assertThat(Arrays.equals(actual.get(i).key(), expected.get(i).key()))
                    .isTrue();
            assertThat(Arrays.equals(actual.get(i).value(), expected.get(i).value()))
                    .isTrue();
        }
    }
}
