package dev.drover.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.blocks.ChainReader;
import dev.drover.chain.BlockId;
import dev.drover.chain.Hash;
import dev.drover.chain.MissingDataException;
import dev.drover.testing.RecordedChain;
import dev.drover.testing.Shared;
import dev.drover.testing.Tar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The freezers of recorded masters: ethash in the layout of geth 1.10, blocks 0 to 146; modern in today's, 0 to 376. */
@Tag("slow")
final class FreezerTest {
    private static final String ETHASH = "ethash-two-masters";
    private static final String MODERN = "modern-two-masters";

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({ETHASH + ", 147", MODERN + ", 377"})
    void holdsUnderTheirKeysTheBlocksThatTheMastersWrote(String recording, int blocks) throws IOException {
        RecordedChain chain = RecordedChain.load(recording);
        try (Freezer freezer = open(unpack(recording))) {
            assertThat(freezer.end()).isEqualTo(blocks);
            Map<byte[], byte[]> all = entries(freezer);
            assertThat(all).hasSize(blocks * 4);
            all.forEach((key, value) -> {
                assertThat(value).isEqualTo(chain.store().get(key));
                assertThat(freezer.has(key)).isTrue();
            });
        }
    }

    @Test
    void holdsNothingUnderKeysOfOtherBlocksOrKinds() throws IOException {
        try (Freezer freezer = open(unpack(ETHASH))) {
            Hash hash = freezer.hash(100);
            for (long number : new long[] {99, 101, 147, 1L << 40, -1, Long.MIN_VALUE}) {
                assertThat(freezer.get(Schema.header(new BlockId(number, hash))))
                        .isNull();
            }
            assertThat(freezer.get(Schema.canonicalHash(147))).isNull();
            assertThat(freezer.get(Schema.canonicalHash(-1))).isNull();
            byte[] key = Schema.header(new BlockId(100, hash));
            assertThat(freezer.get(key)).isNotNull();
            // Keys as long as a header's that are none, and parts of one.
            for (int length : new int[] {0, 1, 9, 10, 32, 33, 40}) {
                assertThat(freezer.get(Arrays.copyOf(key, length))).isNull();
            }
            assertThat(freezer.get(Arrays.copyOf(key, 42))).isNull();
            key[0] = 'H';
            assertThat(freezer.has(key)).isFalse();
        }
    }

    @Test
    void scansAnyRangeInOrder() throws IOException {
        try (Freezer freezer = open(unpack(ETHASH))) {
            SortedMap<byte[], byte[]> all = entries(freezer);
            List<byte[]> keys = List.copyOf(all.keySet());
            Random random = new Random(3);
            for (int i = 0; i < 2_000; i++) {
                byte[] from = bound(keys, random);
                byte[] to = random.nextInt(10) == 0 ? null : bound(keys, random);
                Map<byte[], byte[]> expected = to == null
                        ? all.tailMap(from)
                        : Arrays.compareUnsigned(from, to) >= 0 ? Map.of() : all.subMap(from, to);
                try (Cursor cursor = freezer.scan(from, to)) {
                    for (Map.Entry<byte[], byte[]> entry : expected.entrySet()) {
                        assertThat(cursor.next()).isTrue();
                        assertThat(cursor.key()).isEqualTo(entry.getKey());
                    }
                    assertThat(cursor.next()).isFalse();
                    assertThat(cursor.next()).isFalse();
                }
            }
        }
    }

    /** Indexes and headers damaged in any way, and all files cut: an error, never another value. */
    @ParameterizedTest
    @ValueSource(strings = {ETHASH, MODERN})
    void givesAnErrorOrTheRightValueWhateverIsDamaged(String recording) throws IOException {
        Path bottom = unpack(recording);
        Map<byte[], byte[]> truth;
        Path folder;
        try (Freezer freezer = open(bottom)) {
            truth = entries(freezer);
            folder = freezer.directory();
        }
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> file.getFileName().toString().matches("(headers|hashes|bodies|receipts).*"))
                    .sorted()
                    .toList();
        }
        Random random = new Random(11);
        int refused = 0;
        int errors = 0;
        for (int i = 0; i < 400; i++) {
            Path file = files.get(random.nextInt(files.size()));
            byte[] whole = Files.readAllBytes(file);
            damage(file, whole, random);
            int lost = countLost(bottom, truth);
            refused += lost < 0 ? 1 : 0;
            errors += Math.max(lost, 0);
            Files.write(file, whole);
        }
        assertThat(refused).isGreaterThan(20);
        assertThat(errors).isGreaterThan(20);
        assertThat(countLost(bottom, truth)).isZero();
    }

    /** Bodies and receipts have no checksum: what can be read may be wrong, but nothing else happens. */
    @ParameterizedTest
    @ValueSource(strings = {ETHASH, MODERN})
    void aChangedByteInABodyOrInReceiptsIsAtMostAnError(String recording) throws IOException {
        Path bottom = unpack(recording);
        Random random = new Random(5);
        int errors = 0;
        for (int i = 0; i < 40; i++) {
            Path folder;
            try (Freezer freezer = open(bottom)) {
                folder = freezer.directory();
            }
            Path file = folder.resolve(i % 2 == 0 ? "bodies.0000.cdat" : "receipts.0000.cdat");
            byte[] whole = Files.readAllBytes(file);
            byte[] changed = whole.clone();
            for (int change = 0; change < 100; change++) {
                changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
            }
            Files.write(file, changed);
            errors += countUnreadable(bottom);
            Files.write(file, whole);
        }
        assertThat(errors).isGreaterThan(100);
        assertThat(countUnreadable(bottom)).isZero();
    }

    private static int countUnreadable(Path bottom) {
        try (Freezer freezer = open(bottom)) {
            ChainReader chain = new ChainReader(freezer);
            int unreadable = 0;
            for (long number = 0; number < freezer.end(); number++) {
                try {
                    chain.receipts(chain.block(Objects.requireNonNull(chain.canonical(number))));
                } catch (MissingDataException e) {
                    unreadable++;
                }
            }
            return unreadable;
        }
    }

    /** The number of values that are lost, each with an error; -1 if the start is refused. Fails on a wrong value. */
    private static int countLost(Path bottom, Map<byte[], byte[]> truth) {
        try (Freezer freezer = Objects.requireNonNull(Freezer.open(bottom.resolve("ancient")))) {
            int lost = 0;
            for (Map.Entry<byte[], byte[]> entry : truth.entrySet()) {
                try {
                    byte[] value = freezer.get(entry.getKey());
                    if (value == null) {
                        lost++;
                    } else {
                        assertThat(value)
                                .as(() -> HexFormat.of().formatHex(entry.getKey()))
                                .isEqualTo(entry.getValue());
                    }
                } catch (MissingDataException e) {
                    lost++;
                }
            }
            return lost;
        } catch (StoreException e) {
            return -1;
        }
    }

    private static void damage(Path file, byte[] whole, Random random) throws IOException {
        String name = file.getFileName().toString();
        boolean changeable = name.endsWith("idx") || name.startsWith("headers") || name.endsWith("meta");
        int at = random.nextInt(whole.length);
        switch (changeable ? random.nextInt(4) : random.nextInt(2)) {
            case 0 -> Files.delete(file);
            case 1 -> Files.write(file, Arrays.copyOf(whole, at));
            default -> {
                byte[] changed = whole.clone();
                changed[at] ^= (byte) (1 << random.nextInt(8));
                Files.write(file, changed);
            }
        }
    }

    private static byte[] bound(List<byte[]> keys, Random random) {
        byte[] key = keys.get(random.nextInt(keys.size())).clone();
        switch (random.nextInt(4)) {
            case 0 -> key[random.nextInt(key.length)] ^= (byte) (1 << random.nextInt(8));
            case 1 -> key = Arrays.copyOf(key, random.nextInt(key.length + 2));
            case 2 -> {
                key = new byte[random.nextInt(12)];
                random.nextBytes(key);
            }
            default -> {
                // The key itself.
            }
        }
        return key;
    }

    private static SortedMap<byte[], byte[]> entries(Freezer freezer) {
        SortedMap<byte[], byte[]> entries = new TreeMap<>(Arrays::compareUnsigned);
        try (Cursor cursor = freezer.scan(new byte[0], null)) {
            while (cursor.next()) {
                assertThat(entries.put(cursor.key(), cursor.value())).isNull();
            }
        }
        return entries;
    }

    private static Freezer open(Path bottom) {
        return Objects.requireNonNull(Freezer.open(bottom.resolve("ancient")));
    }

    private Path unpack(String recording) throws IOException {
        Tar.unpack(Shared.path("recordings/" + recording + ".datadir.tar.gz"), directory);
        return directory.resolve("chaindata");
    }
}
