package dev.drover.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.chain.MissingDataException;
import dev.drover.rlp.RlpWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FreezerTableTest {
    private static final int ITEMS = 300;

    @TempDir
    Path directory;

    private final List<byte[]> items = new ArrayList<>();

    /** Items of 0 to 199 bytes, 1,000 bytes a file. */
    private int write(boolean packed, int dropped) throws IOException {
        Random random = new Random(7);
        while (items.size() < ITEMS) {
            byte[] item = new byte[random.nextInt(200)];
            random.nextBytes(item);
            items.add(item);
        }
        return FreezerFiles.write(directory, "bodies", packed, items, 1_000, dropped);
    }

    @ParameterizedTest
    @CsvSource({"false, 0", "true, 0", "false, 1", "true, 5"})
    void readsItemsOfSeveralFilesAndNoneOfThoseThatWereDeleted(boolean packed, int dropped) throws IOException {
        int first = write(packed, dropped);
        try (FreezerTable table = FreezerTable.open(directory, "bodies")) {
            assertThat(first > 0).isEqualTo(dropped > 0);
            assertThat(table.tail()).isEqualTo(first);
            assertThat(table.end()).isEqualTo(ITEMS);
            assertThat(table.has(first - 1)).isFalse();
            assertThat(table.has(ITEMS)).isFalse();
            for (int number = first; number < ITEMS; number++) {
                assertThat(table.has(number)).isTrue();
                assertThat(table.read(number)).isEqualTo(items.get(number));
            }
        }
    }

    @Test
    void hidesWhatItsMetaHides() throws IOException {
        int first = write(true, 2);
        meta(1, first + 4);
        try (FreezerTable table = FreezerTable.open(directory, "bodies")) {
            assertThat(table.tail()).isEqualTo(first + 4);
            assertThat(table.read(first + 4)).isEqualTo(items.get(first + 4));
        }
        // geth's second form says more, and what is hidden is never less than what was deleted.
        meta(2, 0, 1_806);
        try (FreezerTable table = FreezerTable.open(directory, "bodies")) {
            assertThat(table.tail()).isEqualTo(first);
        }
        meta(1, ITEMS + 1);
        assertRefused("hides the items below 301");
        meta(3, 0, 0);
        assertRefused("newer geth");
        Files.write(directory.resolve("bodies.meta"), new byte[] {(byte) 0xc5, 1});
        assertRefused("bodies.meta cannot be read");
    }

    @Test
    void refusesATableThatIsNotWhole() throws IOException {
        assertRefused("the table bodies is missing");
        write(false, 0);
        Path index = directory.resolve("bodies.ridx");
        byte[] whole = Files.readAllBytes(index);
        Files.write(index, new byte[0]);
        assertRefused("bodies.ridx has 0 bytes");
        Files.write(index, ByteBuffer.allocate(whole.length + 1).put(whole).array());
        assertRefused("not a multiple of 6");
        Files.write(
                index,
                ByteBuffer.allocate(whole.length)
                        .put(whole)
                        .putShort(0, (short) 99)
                        .array());
        assertRefused("which is shorter");
        Files.write(index, whole);
        Path data = directory.resolve("bodies.0003.rdat");
        byte[] file = Files.readAllBytes(data);
        Files.delete(data);
        assertRefused("bodies.0003.rdat");
        Files.write(data, file);
        FreezerTable.open(directory, "bodies").close();
    }

    @Test
    void refusesALastFileThatIsCutAndDoesNotReadBeyondTheEndOfAnother() throws IOException {
        write(true, 0);
        cut(directory.resolve("bodies.0000.cdat"), 500);
        try (FreezerTable table = FreezerTable.open(directory, "bodies")) {
            assertThat(table.read(0)).isEqualTo(items.getFirst());
            assertThatThrownBy(() -> {
                        for (int number = 1; number < ITEMS; number++) {
                            assertThat(table.read(number)).isEqualTo(items.get(number));
                        }
                    })
                    .isInstanceOf(MissingDataException.class)
                    .hasMessageContaining("bodies.0000.cdat ends before it");
        }
        int last = 0;
        while (Files.exists(directory.resolve(String.format("bodies.%04d.cdat", last + 1)))) {
            last++;
        }
        cut(directory.resolve(String.format("bodies.%04d.cdat", last)), 1);
        assertRefused("which is shorter");
    }

    @Test
    void givesNoMemoryToAnItemThatCannotBe() throws IOException {
        // A block of Snappy's whose first bytes say that it holds 2 GiB.
        byte[] bomb = {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 7, 0, 0};
        FreezerFiles.write(directory, "raw", false, List.of(bomb), 1_000, 0);
        Files.move(directory.resolve("raw.ridx"), directory.resolve("bodies.cidx"));
        Files.move(directory.resolve("raw.0000.rdat"), directory.resolve("bodies.0000.cdat"));
        try (FreezerTable table = FreezerTable.open(directory, "bodies")) {
            assertThatThrownBy(() -> table.read(0))
                    .isInstanceOf(MissingDataException.class)
                    .hasMessageContaining("a block of 2147483647 bytes");
        }
    }

    @Test
    void isReadByManyThreadsOfWhichSomeAreInterrupted() throws Exception {
        write(true, 0);
        try (FreezerTable table = FreezerTable.open(directory, "bodies");
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<?>> reads = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                boolean interrupts = thread == 0;
                reads.add(threads.submit(() -> {
                    for (int number = 0; number < ITEMS; number++) {
                        if (interrupts && number % 10 == 0) {
                            Thread.currentThread().interrupt();
                        }
                        assertThat(table.read(number)).isEqualTo(items.get(number));
                    }
                    Thread.interrupted();
                }));
            }
            for (Future<?> read : reads) {
                read.get();
            }
        }
    }

    @Test
    void isAnErrorOnceItIsClosed() throws IOException {
        write(true, 0);
        FreezerTable table = FreezerTable.open(directory, "bodies");
        table.close();
        assertThatThrownBy(() -> table.read(0))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("is closed");
    }

    private void assertRefused(String message) {
        assertThatThrownBy(() -> FreezerTable.open(directory, "bodies"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(message);
    }

    private void meta(long... numbers) throws IOException {
        RlpWriter meta = new RlpWriter().beginList();
        for (long number : numbers) {
            meta.uint64(number);
        }
        Files.write(directory.resolve("bodies.meta"), meta.endList().toBytes());
    }

    private static void cut(Path file, int length) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, length));
    }
}
