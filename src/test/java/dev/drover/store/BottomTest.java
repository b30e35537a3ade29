package dev.drover.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.blocks.ChainReader;
import dev.drover.chain.BlockId;
import dev.drover.chain.Hash;
import dev.drover.chain.MissingDataException;
import dev.drover.config.StoreConfig;
import dev.drover.rlp.RlpWriter;
import dev.drover.testing.ForkedJava;
import dev.drover.testing.Shared;
import dev.drover.testing.Stores;
import dev.drover.testing.Tar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Databases and freezers that recorded masters left, together as one bottom. */
final class BottomTest {
    private static final String ETHASH = "ethash-two-masters";
    private static final String MODERN = "modern-two-masters";

    @TempDir
    Path directory;

    @Test
    void readsTheFreezerWhereTheOptionSays() throws IOException {
        Path bottom = unpack(MODERN);
        Path elsewhere = directory.resolve("elsewhere");
        Files.move(bottom.resolve("ancient"), elsewhere);
        assertRefused(bottom, null, "has no block 1", "--store.ancient");
        Files.createDirectories(bottom.resolve("ancient/chain"));
        assertRefused(bottom, null, "has no block 1");
        assertRefused(bottom, directory.resolve("empty"), "there is no freezer in");

        // Today's folder around its tables, and the tables' own.
        for (Path ancient : List.of(elsewhere, elsewhere.resolve("chain"))) {
            try (LayeredStore store = open(bottom, ancient)) {
                assertThat(new ChainReader(store).canonical(376)).isNotNull();
            }
        }
    }

    @Test
    void isRefusedIfItsFreezerIsOfAnotherChainOrNotWhole() throws IOException {
        Path bottom = unpack(MODERN);
        Path other = unpack(ETHASH, directory.resolve("other")).resolve("ancient");
        assertRefused(bottom, other, "belongs to a different chain", "--store.ancient");

        Path folder = bottom.resolve("ancient/chain");
        byte[] meta = Files.readAllBytes(folder.resolve("headers.meta"));
        Files.write(folder.resolve("headers.meta"), new byte[] {(byte) 0xc2, 1, 5});
        assertRefused(bottom, null, "its first headers are missing");
        Files.write(folder.resolve("headers.meta"), meta);
        Files.delete(folder.resolve("receipts.cidx"));
        assertRefused(bottom, null, "the table receipts is missing");
    }

    @Test
    void isRefusedIfABlockIsMissingBetweenFreezerAndDatabase() throws IOException {
        Path bottom = unpack(ETHASH);
        Path folder = bottom.resolve("ancient");
        for (String index : List.of("hashes.ridx", "headers.cidx", "bodies.cidx", "receipts.cidx")) {
            if (index.startsWith("receipts")) {
                assertRefused(bottom, null, "up to 146", "up to 145");
            }
            byte[] whole = Files.readAllBytes(folder.resolve(index));
            Files.write(folder.resolve(index), Arrays.copyOf(whole, whole.length - 6));
        }
        assertRefused(bottom, null, "ends with block 145", "the next block is missing");
    }

    @Test
    void isRefusedIfTheDatabaseGoesOnUponAnotherBlock() throws IOException {
        Path bottom = unpack(ETHASH);
        Path hashes = bottom.resolve("ancient/hashes.0000.rdat");
        byte[] whole = Files.readAllBytes(hashes);
        whole[whole.length - 1]++;
        Files.write(hashes, whole);
        assertRefused(bottom, null, "belongs to a different chain", "ends with block");
    }

    @Test
    void isRefusedIfTheFreezersFirstOrLastHashCannotBeRead() throws IOException {
        Path bottom = unpack(ETHASH);
        Path index = bottom.resolve("ancient/hashes.ridx");
        byte[] whole = Files.readAllBytes(index);
        // Where the first hash ends, and the last but one.
        for (int at : new int[] {11, whole.length - 7}) {
            byte[] damaged = whole.clone();
            damaged[at]--;
            Files.write(index, damaged);
            assertRefused(
                    bottom, null, "is incomplete or inconsistent: block " + (at == 11 ? 0 : 146) + " cannot be read");
        }
    }

    /** Opens the bottom that its argument names, and dies. */
    static final class Killed {
        public static void main(String[] args) {
            try (LayeredStore store = Stores.open(Path.of("data").toAbsolutePath(), Path.of(args[0]))) {
                int length = new ChainReader(store)
                        .headerRlp(Objects.requireNonNull(new ChainReader(store).canonical(100)))
                        .length;
                Runtime.getRuntime().halt(length > 0 ? 42 : 1);
            }
        }
    }

    @Test
    void leavesOneLibraryBehindHoweverOftenItIsKilled() throws Exception {
        Path bottom = unpack(ETHASH);
        for (int run = 0; run < 3; run++) {
            assertThat(ForkedJava.run(directory, Killed.class, bottom.toString())
                            .exitCode())
                    .isEqualTo(42);
        }
        try (Stream<Path> files = Files.list(directory.resolve("data/native"))) {
            assertThat(files.filter(file -> file.getFileName().toString().startsWith("snappy")))
                    .hasSize(1);
        }
    }

    /** As geth's prune-history leaves it: bodies and receipts below a block are gone, headers are not. */
    @Test
    void lacksWhatGethPruned() throws IOException {
        Path bottom = unpack(MODERN);
        byte[] meta = new RlpWriter()
                .beginList()
                .uint64(2)
                .uint64(200)
                .uint64(0)
                .endList()
                .toBytes();
        Files.write(bottom.resolve("ancient/chain/bodies.meta"), meta);
        Files.write(bottom.resolve("ancient/chain/receipts.meta"), meta);
        try (LayeredStore store = open(bottom, null)) {
            ChainReader chain = new ChainReader(store);
            BlockId pruned = Objects.requireNonNull(chain.canonical(199));
            assertThat(chain.header(pruned).number()).isEqualTo(199);
            assertThatThrownBy(() -> chain.body(pruned))
                    .isInstanceOf(MissingDataException.class)
                    .hasMessageContaining("body of block");
            assertThat(chain.block(Objects.requireNonNull(chain.canonical(200))))
                    .isNotNull();
        }
    }

    @Test
    void givesWayToWhatTheStoreHoldsItself() throws IOException {
        try (LayeredStore store = open(unpack(ETHASH), null)) {
            byte[] canonical = Schema.canonicalHash(100);
            Batch batch = new Batch();
            batch.put(canonical, Hash.ZERO.toBytes());
            batch.delete(Schema.canonicalHash(101));
            store.apply(batch, false);
            assertThat(store.get(canonical)).isEqualTo(Hash.ZERO.toBytes());
            assertThat(store.get(Schema.canonicalHash(101))).isNull();
            assertThat(store.get(Schema.canonicalHash(102))).isNotNull();
        }
    }

    private void assertRefused(Path bottom, @Nullable Path ancient, String... messages) {
        assertThatThrownBy(() -> open(bottom, ancient).close())
                .isInstanceOf(StoreException.class)
                .hasMessageContainingAll(messages);
    }

    private LayeredStore open(Path bottom, @Nullable Path ancient) {
        StoreConfig config = Stores.config(directory.resolve("data"), bottom);
        return LayeredStore.open(new StoreConfig(
                config.datadir(),
                bottom,
                ancient,
                config.floorBytes(),
                config.writeBufferBytes(),
                config.cacheBytes(),
                config.filterBytes()));
    }

    private Path unpack(String recording) throws IOException {
        return unpack(recording, directory);
    }

    private static Path unpack(String recording, Path target) throws IOException {
        Tar.unpack(Shared.path("recordings/" + recording + ".datadir.tar.gz"), target);
        return target.resolve("chaindata");
    }
}
