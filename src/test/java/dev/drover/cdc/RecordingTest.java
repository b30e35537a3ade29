package dev.drover.cdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecordingTest {
    @TempDir
    Path folder;

    @Test
    void readsWhatWasWritten() {
        byte[] large = new byte[16 << 20];
        new Random(1).nextBytes(large);
        List<RecordedRecord> records = List.of(
                new RecordedRecord(7, 1000, null, new byte[] {3}),
                new RecordedRecord(8, 999, new byte[] {1, 2}, null),
                new RecordedRecord(9, 1001, new byte[0], new byte[0]),
                new RecordedRecord(10, 1002, null, large));
        Path file = folder.resolve("a.topic.jsonl.gz");
        try (RecordingWriter writer = RecordingWriter.create(file)) {
            records.forEach(writer::write);
        }
        List<RecordedRecord> read = readAll(Recording.at(file));
        assertThat(read).hasSameSizeAs(records);
        for (int i = 0; i < records.size(); i++) {
            assertThat(read.get(i).offset()).isEqualTo(records.get(i).offset());
            assertThat(read.get(i).timestampMillis()).isEqualTo(records.get(i).timestampMillis());
            assertThat(Arrays.equals(read.get(i).key(), records.get(i).key())).isTrue();
            assertThat(Arrays.equals(read.get(i).value(), records.get(i).value()))
                    .isTrue();
        }
    }

    @Test
    void readsWhatWasFlushedBeforeAKill() {
        Path file = folder.resolve("killed.topic.jsonl.gz");
        RecordingWriter writer = RecordingWriter.create(file);
        writer.write(new RecordedRecord(0, 1, null, new byte[] {3}));
        writer.flush();
        try (writer;
                RecordingReader reader = Recording.at(file).open()) {
            assertThat(reader.next()).isNotNull();
            assertThatExceptionOfType(RecordingException.class)
                    .isThrownBy(reader::next)
                    .withMessage(file + " is truncated after line 1: the file is not complete");
        }
    }

    @Test
    void namesTheDamagedLineAndGoesOnAfterIt() throws IOException {
        Path file = folder.resolve("damaged.topic.jsonl.gz");
        gzip(file, """
                {"offset":0,"timestamp":5,"key":null,"value":"Aw=="}
                {"offset":1,"timest
                [1,2]
                {"offset":2,"timestamp":5,"key":null}
                {"offset":"3","timestamp":5,"value":"Aw=="}
                {"offset":4,"timestamp":5,"value":"?!"}

                {"value":"Aw==","timestamp":6,"offset":5,"new":{"more":[]}}
                """);
        try (RecordingReader reader = Recording.at(file).open()) {
            assertThat(reader.next()).isNotNull();
            for (int line = 2; line <= 7; line++) {
                assertThatExceptionOfType(RecordingException.class)
                        .isThrownBy(reader::next)
                        .withMessageStartingWith(file + " line " + line + " is not a record: ");
            }
            assertThat(reader.next()).usingRecursiveComparison().isEqualTo(new RecordedRecord(5, 6, null, new byte[] {3
            }));
            assertThat(reader.next()).isNull();
        }
    }

    @Test
    void saysThatAFileIsAbsentOrNoRecording() throws IOException {
        Path absent = folder.resolve("absent");
        assertThatExceptionOfType(RecordingException.class)
                .isThrownBy(() -> Recording.at(absent).open())
                .withMessage(absent + ": no such file");
        Path text = Files.writeString(folder.resolve("text"), "hello");
        assertThatExceptionOfType(RecordingException.class)
                .isThrownBy(() -> Recording.at(text).open())
                .withMessage(text + " cannot be read as a recording: Not in GZIP format");
    }

    @Test
    void neverOverwritesAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("precious"), "data");
        assertThatExceptionOfType(RecordingException.class)
                .isThrownBy(() -> RecordingWriter.create(file))
                .withMessageContaining("already exists");
        assertThat(file).hasContent("data");
    }

    @Test
    void saysThatAFileIsCut() throws IOException {
        Path file = folder.resolve("cut.topic.jsonl.gz");
        try (RecordingWriter writer = RecordingWriter.create(file)) {
            byte[] value = new byte[1000];
            Random random = new Random(5);
            for (int i = 0; i < 200; i++) {
                random.nextBytes(value);
                writer.write(new RecordedRecord(i, i, null, value));
            }
        }
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
        assertThatExceptionOfType(RecordingException.class)
                .isThrownBy(() -> readAll(Recording.at(file)))
                .withMessageContaining("is truncated after line ");
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

    private static void gzip(Path file, String text) throws IOException {
        try (OutputStream stream = new GZIPOutputStream(Files.newOutputStream(file))) {
            stream.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
