package dev.drover.store;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.testing.ForkedJava;
import dev.drover.testing.InMemoryStore;
import dev.drover.testing.Stores;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a store is after its process, the machine or its files went away. */
@Tag("slow")
final class RecoveryTest {
    private static final Top.Settings ALL_IN_JOURNAL = new Top.Settings(1 << 20, 1 << 30, 1 << 30);
    private static final Top.Settings SMALL_SEGMENTS = new Top.Settings(1 << 20, 1 << 30, 4000);

    @TempDir
    Path directory;

    @Test
    void losesNothingThatWasAppliedWhenItsProcessIsKilled() throws Exception {
        Random random = new Random(1);
        int applied = 0;
        for (int kill = 0; kill < 8; kill++) {
            Path output = directory.resolve("output" + kill);
            Process process = ForkedJava.start(directory, output, KilledWriter.class);
            int goal = applied + 1 + random.nextInt(150);
            while (process.isAlive() && lastApplied(output, applied) < goal) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
            process.destroyForcibly().waitFor();
            int before = lastApplied(output, applied);
            assertThat(before).as(() -> read(output)).isGreaterThan(applied);
            applied = assertEqualsItsBatches(before);
        }
    }

    /** That the store equals batches 1 to its own number, which is {@code atLeast} or little more; gives that number. */
    private int assertEqualsItsBatches(int atLeast) {
        try (LayeredStore store = open(ALL_IN_JOURNAL)) {
            int number = (int) Schema.decodeNumber(own(store));
            // It may have been killed between the apply and the line that says so.
            assertThat(number).isBetween(atLeast, atLeast + 1);
            assertHasBatches(store, number);
            return number;
        }
    }

    @Test
    void fallsBackToTheEndOfAnEarlierBatchWhereverTheTailIsCut() throws IOException {
        int[] ends = write(ALL_IN_JOURNAL, 12);
        Path segment = directory.resolve("data/journal/000001.log");
        byte[] whole = Files.readAllBytes(segment);
        assertThat(whole).hasSize(ends[12]);
        Path copy = copyOf("data");
        Random random = new Random(3);
        for (int i = 0; i < 25; i++) {
            int length = i < 2 ? ends[12] - i : ends[0] + random.nextInt(ends[12] - ends[0]);
            restore(copy);
            truncate(segment, length);
            assertHasBatchesThatFit(ends, length);
        }
    }

    @Test
    void fallsBackToTheEndOfAnEarlierBatchWhereverABitOfTheTailIsFlipped() throws IOException {
        int[] ends = write(ALL_IN_JOURNAL, 12);
        Path segment = directory.resolve("data/journal/000001.log");
        Path copy = copyOf("data");
        Random random = new Random(4);
        for (int i = 0; i < 25; i++) {
            restore(copy);
            int position = ends[0] + random.nextInt(ends[12] - ends[0]);
            flip(segment, position);
            assertHasBatchesThatFit(ends, position);
            // And it can be gone on with.
            try (LayeredStore store = open(ALL_IN_JOURNAL)) {
                int number = (int) Schema.decodeNumber(own(store));
                store.apply(KilledWriter.batch(number + 1), true);
                assertHasBatches(store, number + 1);
            }
        }
    }

    @Test
    void refusesAJournalShorterThanTheIndexKnows() throws IOException {
        int[] ends = write(ALL_IN_JOURNAL, 5);
        open(ALL_IN_JOURNAL).close();
        truncate(directory.resolve("data/journal/000001.log"), ends[5] - 1);
        assertThatThrownBy(() -> open(ALL_IN_JOURNAL))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("000001.log has " + (ends[5] - 1) + " bytes, but the index refers to " + ends[5])
                .hasMessageContaining("delete the datadir");
    }

    @Test
    void refusesASegmentThatWasCutDamagedOrTakenAway() throws IOException {
        write(SMALL_SEGMENTS, 12);
        Path first = directory.resolve("data/journal/000001.log");
        Path second = directory.resolve("data/journal/000002.log");
        assertThat(directory.resolve("data/journal/000003.log")).exists();
        Path copy = copyOf("data");
        truncate(first, Files.size(first) - 1);
        assertThatThrownBy(() -> open(SMALL_SEGMENTS)).hasMessageContaining("000001.log has");
        restore(copy);
        flip(second, 100);
        assertThatThrownBy(() -> open(SMALL_SEGMENTS)).hasMessageContaining("000002.log has no complete batch");
        restore(copy);
        flip(second, 3);
        assertThatThrownBy(() -> open(SMALL_SEGMENTS)).hasMessageContaining("does not have the header of segment 2");
        restore(copy);
        Files.delete(first);
        assertThatThrownBy(() -> open(SMALL_SEGMENTS)).hasMessageContaining("000001.log is missing");
        restore(copy);
        try (LayeredStore store = open(SMALL_SEGMENTS)) {
            assertHasBatches(store, 12);
        }
    }

    @Test
    void refusesAValueThatIsNotWhatWasWritten() throws IOException {
        byte[] key = "long".getBytes(US_ASCII);
        try (LayeredStore store = open(ALL_IN_JOURNAL)) {
            Batch batch = new Batch();
            batch.put(key, new byte[1000]);
            store.apply(batch, true);
        }
        flip(directory.resolve("data/journal/000001.log"), 500);
        try (LayeredStore store = open(ALL_IN_JOURNAL)) {
            assertThatThrownBy(() -> store.get(key))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("000001.log is damaged");
            assertThat(store.has(key)).isTrue();
            assertThat(store.get(new byte[0])).isNull();
        }
    }

    @Test
    void makesALostIndexAnewFromTheJournal() throws IOException {
        write(SMALL_SEGMENTS, 12);
        open(SMALL_SEGMENTS).close();
        delete(directory.resolve("data/top"));
        try (LayeredStore store = open(new Top.Settings(10, 1 << 30, 4000))) {
            assertHasBatches(store, 12);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "CURRENT, empty", "CURRENT, garbage", "CURRENT, cut", "CURRENT, missing",
        "MANIFEST-\\d+, empty", "MANIFEST-\\d+, garbage", "MANIFEST-\\d+, cut", "MANIFEST-\\d+, missing",
        "\\d+\\.(ldb|sst), empty", "\\d+\\.(ldb|sst), garbage", "\\d+\\.(ldb|sst), cut", "\\d+\\.(ldb|sst), missing"
    })
    void makesADamagedIndexAnewFromTheJournal(String name, String damage) throws IOException {
        write(SMALL_SEGMENTS, 12);
        // The second open moves the index's own log to a table.
        open(SMALL_SEGMENTS).close();
        open(SMALL_SEGMENTS).close();
        List<Path> damaged = list(directory.resolve("data/top")).stream()
                .filter(file -> file.getFileName().toString().matches(name))
                .toList();
        assertThat(damaged).isNotEmpty();
        for (Path file : damaged) {
            damage(file, damage);
        }
        try (LayeredStore store = open(new Top.Settings(10, 1 << 30, 4000))) {
            assertHasBatches(store, 12);
            store.apply(KilledWriter.batch(13), true);
        }
        assertThat(directory.resolve("data/top.damaged")).doesNotExist();
        try (LayeredStore store = open(SMALL_SEGMENTS)) {
            assertHasBatches(store, 13);
        }
    }

    @Test
    void leavesADamagedIndexWhereTheJournalCannotReplaceIt() throws IOException {
        write(SMALL_SEGMENTS, 12);
        open(SMALL_SEGMENTS).close();
        Path current = directory.resolve("data/top/CURRENT");
        truncate(current, 0);
        Files.delete(directory.resolve("data/journal/000001.log"));
        for (int start = 0; start < 2; start++) {
            assertThatThrownBy(() -> open(SMALL_SEGMENTS))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("000001.log is missing")
                    .hasMessageContaining("delete the datadir");
            assertThat(current).isEmptyFile();
        }
    }

    @Test
    void saysWhenTheIndexCannotBeOpenedForAnotherReason() throws IOException {
        write(SMALL_SEGMENTS, 12);
        delete(directory.resolve("data/top"));
        Files.writeString(directory.resolve("data/top"), "no directory");
        assertThatThrownBy(() -> open(SMALL_SEGMENTS)).hasMessageContaining("cannot open the database");
    }

    private static void damage(Path file, String how) throws IOException {
        switch (how) {
            case "empty" -> truncate(file, 0);
            case "cut" -> truncate(file, Files.size(file) / 2);
            case "garbage" -> {
                byte[] garbage = new byte[(int) Files.size(file)];
                new Random(14).nextBytes(garbage);
                Files.write(file, garbage);
            }
            default -> Files.delete(file);
        }
    }

    @Test
    void takesUpASegmentWhoseHeaderDidNotReachTheDisk() throws IOException {
        write(SMALL_SEGMENTS, 12);
        List<Path> segments = list(directory.resolve("data/journal"));
        Path next = directory.resolve("data/journal/" + Journal.fileName(segments.size() + 1));
        Files.write(next, new byte[10]);
        try (LayeredStore store = open(SMALL_SEGMENTS)) {
            assertHasBatches(store, 12);
            store.apply(KilledWriter.batch(13), false);
        }
        try (LayeredStore store = open(SMALL_SEGMENTS)) {
            assertHasBatches(store, 13);
        }
    }

    /** Applies batches in a process that then is as if killed; gives the length of the journal after each. */
    private int[] write(Top.Settings sizes, int count) throws IOException {
        int[] ends = new int[count + 1];
        Path killed = directory.resolve("killed");
        try (LayeredStore store = open(sizes)) {
            ends[0] = (int) Files.size(directory.resolve("data/journal/000001.log"));
            for (int number = 1; number <= count; number++) {
                store.apply(KilledWriter.batch(number), false);
                ends[number] = (int) Files.size(directory.resolve("data/journal/000001.log"));
            }
            // The files as a kill leaves them: close would bring the index up to the journal.
            copy(directory.resolve("data"), killed);
        }
        delete(directory.resolve("data"));
        Files.move(killed, directory.resolve("data"));
        return ends;
    }

    private void assertHasBatchesThatFit(int[] ends, int length) {
        int number = 0;
        while (number + 1 < ends.length && ends[number + 1] <= length) {
            number++;
        }
        try (LayeredStore store = open(ALL_IN_JOURNAL)) {
            assertHasBatches(store, number);
        }
    }

    private static void assertHasBatches(LayeredStore store, int number) {
        InMemoryStore expected = new InMemoryStore();
        for (int i = 1; i <= number; i++) {
            expected.apply(KilledWriter.batch(i), false);
        }
        assertThat(store.own("batch")).isEqualTo(expected.own("batch"));
        for (int i = 0; i < KilledWriter.KEYS; i++) {
            byte[] key = ("key" + i).getBytes(US_ASCII);
            assertThat(store.get(key)).isEqualTo(expected.get(key));
        }
        try (Cursor cursor = store.scan(new byte[0], null)) {
            for (int i = 0; i < expected.size(); i++) {
                assertThat(cursor.next()).isTrue();
            }
            assertThat(cursor.next()).isFalse();
        }
    }

    private LayeredStore open(Top.Settings sizes) {
        return LayeredStore.open(Stores.config(directory.resolve("data"), null), sizes, () -> 1L << 40);
    }

    private static byte[] own(LayeredStore store) {
        byte[] number = store.own("batch");
        return number == null ? new byte[8] : number;
    }

    private static int lastApplied(Path output, int none) {
        String text = read(output);
        int line = text.lastIndexOf("applied ", text.lastIndexOf('\n'));
        return line < 0 ? none : Integer.parseInt(text.substring(line + 8, text.indexOf('\n', line)));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private Path copyOf(String name) throws IOException {
        Path copy = directory.resolve(name + ".copy");
        copy(directory.resolve(name), copy);
        return copy;
    }

    private void restore(Path copy) throws IOException {
        delete(directory.resolve("data"));
        copy(copy, directory.resolve("data"));
    }

    private static void truncate(Path file, long length) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(length);
        }
    }

    private static void flip(Path file, long position) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one, position);
            channel.write(ByteBuffer.allocate(1).put(0, (byte) (one.get(0) ^ 0x10)), position);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        for (Path path : walk(from)) {
            Path target = to.resolve(from.relativize(path));
            if (Files.isDirectory(path)) {
                Files.createDirectories(target);
            } else {
                Files.copy(path, target);
            }
        }
    }

    private static void delete(Path tree) throws IOException {
        for (Path path : walk(tree).reversed()) {
            Files.delete(path);
        }
    }

    private static List<Path> walk(Path tree) throws IOException {
        try (Stream<Path> walk = Files.walk(tree)) {
            return walk.sorted(Comparator.naturalOrder()).toList();
        }
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }
}
