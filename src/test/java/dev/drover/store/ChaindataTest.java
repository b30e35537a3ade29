package dev.drover.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drover.testing.Shared;
import dev.drover.testing.Stores;
import dev.drover.testing.Tar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ChaindataTest {
    @TempDir
    Path directory;

    /** Keys in the database, and those that blocks 1 to 146 and 1 to 376 had before they were moved to the freezers. */
    @ParameterizedTest
    @CsvSource({
        "ethash-two-masters.datadir, 9866", // 9282 + 146 * 4
        "ethash-two-masters.snapshot-24030, 7460",
        "modern-two-masters.datadir, 32561" // 31057 + 376 * 4
    })
    void readsEveryKeyAndLeavesTheOriginalsAlone(String recording, int keyCount) throws IOException {
        Path bottom = unpack(recording);
        SortedMap<String, String> before = listing(bottom);
        String identity = ChaindataSource.of(bottom).identity();
        for (int start = 0; start < 2; start++) {
            try (LayeredStore store = Stores.open(directory.resolve("data"), bottom)) {
                List<byte[]> keys = new ArrayList<>();
                try (Cursor cursor = store.scan(new byte[0], null)) {
                    while (cursor.next()) {
                        keys.add(cursor.key());
                        assertThat(cursor.value()).isEqualTo(store.get(cursor.key()));
                    }
                }
                assertThat(keys).hasSize(keyCount);
                Batch batch = new Batch();
                batch.delete(keys.getFirst());
                batch.put(keys.getLast(), new byte[0]);
                store.apply(batch, true);
                assertThat(store.get(keys.getFirst())).isNull();
                assertThat(store.get(keys.getLast())).isEmpty();
                // The next start must count as many.
                batch.put(keys.getFirst(), new byte[1]);
                store.apply(batch, true);
            }
            assertThat(listing(bottom)).isEqualTo(before);
        }
        assertThat(ChaindataSource.of(bottom).identity()).isEqualTo(identity);
    }

    @Test
    void readsTablesThatAreLinksThemselves() throws IOException {
        Path bottom = unpack("ethash-two-masters.datadir");
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        try (Stream<Path> files = Files.list(bottom)) {
            for (Path table :
                    files.filter(file -> file.toString().endsWith(".ldb")).toList()) {
                Files.move(table, elsewhere.resolve(table.getFileName()));
                Files.createSymbolicLink(table, Path.of("../elsewhere").resolve(table.getFileName()));
            }
        }
        SortedMap<String, String> before = listing(elsewhere);
        assertThat(count(bottom)).isEqualTo(9866);
        assertThat(listing(elsewhere)).isEqualTo(before);
    }

    @Test
    void takesSymbolicLinksAcrossFileSystems() throws IOException {
        Path memory = Path.of("/dev/shm");
        assumeTrue(
                Files.isWritable(memory) && !Files.getFileStore(memory).equals(Files.getFileStore(directory)),
                "needs a second file system at /dev/shm");
        Path other = Files.createTempDirectory(memory, "drover-test");
        try {
            Tar.unpack(Shared.path("recordings/ethash-two-masters.datadir.tar.gz"), other);
            SortedMap<String, String> before = listing(other);
            assertThat(count(other.resolve("chaindata"))).isEqualTo(9866);
            assertThat(listing(other)).isEqualTo(before);
            try (Stream<Path> links = Files.list(directory.resolve("data/bottom"))) {
                assertThat(links.filter(Files::isSymbolicLink)).isNotEmpty();
            }
        } finally {
            delete(other);
        }
    }

    @Test
    void identifiesACopyAsTheSameAndAChangedOneAsAnother() throws IOException {
        Path bottom = makeDatabase("chaindata");
        String identity = ChaindataSource.of(bottom).identity();
        Path copy = Files.createDirectory(directory.resolve("copy"));
        try (Stream<Path> files = Files.list(bottom)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        assertThat(ChaindataSource.of(copy).identity()).isEqualTo(identity);
        LevelDb.open(copy, new LevelDb.Settings(false, 0, 0), space()).close();
        assertThat(ChaindataSource.of(copy).identity()).isNotEqualTo(identity);
    }

    @Test
    void refusesADatadirThatWasMadeOverAnotherBottom() throws IOException {
        Path bottom = makeDatabase("chaindata");
        Path data = directory.resolve("data");
        Stores.open(data, bottom).close();
        Stores.open(data, bottom).close();
        assertThatThrownBy(() -> Stores.open(data, null))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("set --store.bottom to it");
        LevelDb.open(bottom, new LevelDb.Settings(false, 0, 0), space()).close();
        assertThatThrownBy(() -> Stores.open(data, bottom))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("geth has changed that bottom");
        Path without = directory.resolve("without");
        Stores.open(without, null).close();
        assertThatThrownBy(() -> Stores.open(without, bottom))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("omit --store.bottom");
        // A refusal leaves nothing open.
        Stores.open(without, null).close();
    }

    @Test
    void makesHalfMadeLinksAnew() throws IOException {
        Path bottom = makeDatabase("chaindata");
        Path data = directory.resolve("data");
        Stores.open(data, bottom).close();
        Files.delete(data.resolve("bottom/IDENTITY"));
        Files.delete(data.resolve("bottom/CURRENT"));
        try (LayeredStore store = Stores.open(data, bottom)) {
            assertThat(store.get(new byte[] {1})).isEqualTo(new byte[] {2});
        }
    }

    @Test
    void saysWhatIsWrongWithADirectoryThatIsNoDatabase() throws IOException {
        assertRefused(directory.resolve("none"), "is not a directory");
        assertRefused(Files.createDirectory(directory.resolve("empty")), "is not a LevelDB database");
        Path geth = directory.resolve("geth");
        Files.createDirectories(geth);
        Files.move(makeDatabase("moving"), geth.resolve("chaindata"));
        assertRefused(geth, "--store.bottom " + geth.resolve("chaindata"));
        Path pebble = Files.createDirectory(directory.resolve("pebble"));
        Files.writeString(pebble.resolve("OPTIONS-000003"), "[Version]");
        assertRefused(pebble, "Pebble");
        Path cut = Files.createDirectory(directory.resolve("cut"));
        Files.writeString(cut.resolve("CURRENT"), "MANIFEST-000004\n");
        assertRefused(cut, "MANIFEST-000004, which is missing");
    }

    private void assertRefused(Path bottom, String message) {
        assertThatThrownBy(() -> Stores.open(directory.resolve("data"), bottom))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(message);
    }

    private int count(Path bottom) {
        try (LayeredStore store = Stores.open(directory.resolve("data"), bottom);
                Cursor cursor = store.scan(new byte[0], null)) {
            int count = 0;
            while (cursor.next()) {
                count++;
            }
            return count;
        }
    }

    private static void delete(Path tree) throws IOException {
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(tree)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.delete(path);
        }
    }

    private Path makeDatabase(String name) {
        Path path = directory.resolve(name);
        try (LevelDb database = LevelDb.open(path, new LevelDb.Settings(true, 0, 0), space())) {
            database.write(0, true, writer -> writer.put(new byte[] {1}, new byte[] {2}));
        }
        return path;
    }

    private FreeSpace space() {
        return new FreeSpace(directory, 0, () -> 1L << 40);
    }

    private Path unpack(String recording) throws IOException {
        Tar.unpack(Shared.path("recordings/" + recording + ".tar.gz"), directory);
        return directory.resolve("chaindata");
    }

    /** Bytes, time of change, inode of every file. */
    private static SortedMap<String, String> listing(Path directory) throws IOException {
        SortedMap<String, String> listing = new TreeMap<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                listing.put(
                        file.toString(),
                        Slot.checksum(Files.readAllBytes(file)) + " " + Files.getLastModifiedTime(file) + " "
                                + Files.getAttribute(file, "unix:ino"));
            }
        }
        return listing;
    }
}
