package dev.drover.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drover.config.StoreConfig;
import dev.drover.testing.ForkedJava;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is really full, where one can be mounted. Elsewhere {@link LevelDbTest} has it with a quota. */
final class FullDiskTest {
    private static final long MIB = 1 << 20;

    @Test
    void writingStopsWithAnErrorAndReadingGoesOn(@TempDir Path directory) throws Exception {
        Path disk = Files.createDirectory(directory.resolve("disk"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=40m", "drover-test", disk.toString()),
                "needs the right to mount a small disk in memory");
        try {
            ForkedJava.Ended ended = ForkedJava.run(directory, Filler.class, disk.toString());
            assertThat(ended.output()).contains("refused: ").contains("survived");
            assertThat(ended.exitCode()).isZero();
        } finally {
            assertThat(run("umount", disk.toString())).isTrue();
        }
    }

    private static boolean run(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command).start();
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** Writes until there is no room, reads all of it, and again after a restart. */
    static final class Filler {
        private Filler() {}

        public static void main(String[] args) {
            StoreConfig config = new StoreConfig(Path.of(args[0], "data"), null, null, 16 * MIB, MIB, 2 * MIB, 2 * MIB);
            int written = 0;
            try (LayeredStore store = open(config)) {
                for (; ; written++) {
                    store.apply(batch(written), false);
                }
            } catch (StoreException e) {
                System.out.println("refused: " + e.getMessage());
            }
            // With a lower floor: opening brings the index up to the journal.
            try (LayeredStore store = LayeredStore.open(
                    config, sizes(), () -> config.datadir().toFile().getUsableSpace() + 8 * MIB)) {
                for (int i = 0; i < written; i++) {
                    for (Batch.Entry entry : batch(i).entries()) {
                        if (!store.has(entry.key())) {
                            throw new AssertionError("lost a key of batch " + i);
                        }
                    }
                }
            }
            System.out.println("survived");
        }

        private static LayeredStore open(StoreConfig config) {
            return LayeredStore.open(
                    config, sizes(), () -> config.datadir().toFile().getUsableSpace());
        }

        private static Top.Settings sizes() {
            return new Top.Settings(2000, MIB, 4 * MIB);
        }

        private static Batch batch(int number) {
            SplittableRandom random = new SplittableRandom(number);
            Batch batch = new Batch();
            for (int i = 0; i < 500; i++) {
                byte[] key = new byte[32];
                random.nextBytes(key);
                // Short: all of it in the index, which is what maps memory.
                batch.put(key, new byte[40]);
            }
            return batch;
        }
    }
}
