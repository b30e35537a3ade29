package dev.drover.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.testing.Stores;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TopFilterTest {
    @Test
    void knowsEveryKeyAndFewOthersWhileItGrows() {
        TopFilter filter = new TopFilter(100, 1 << 20);
        filter.complete();
        for (int i = 0; i < 50_000; i++) {
            filter.add(key(i));
        }
        assertThat(filter.bytes()).isGreaterThan(50_000).isLessThanOrEqualTo(1 << 20);
        int wrong = 0;
        for (int i = 0; i < 50_000; i++) {
            assertThat(filter.mayContain(key(i))).isTrue();
            wrong += filter.mayContain(key(-1 - i)) ? 1 : 0;
        }
        assertThat(wrong).isLessThan(2_000);
    }

    @Test
    void staysWithinItsMemory() {
        TopFilter filter = new TopFilter(100, 4096);
        filter.complete();
        for (int i = 0; i < 50_000; i++) {
            filter.add(key(i));
        }
        assertThat(filter.bytes()).isLessThanOrEqualTo(4096);
        assertThat(filter.mayContain(key(7))).isTrue();
    }

    @Test
    void saysMaybeUntilItIsComplete() {
        TopFilter filter = new TopFilter(100, 4096);
        assertThat(filter.mayContain(key(1))).isTrue();
        filter.complete();
        assertThat(filter.mayContain(key(1))).isFalse();
    }

    @Test
    void isTheSameAfterItIsWrittenAndRead() throws IOException {
        TopFilter filter = new TopFilter(10, 1 << 20);
        for (int i = 0; i < 1000; i++) {
            filter.add(key(i));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        filter.write(new DataOutputStream(bytes));
        filter.complete();
        TopFilter read = TopFilter.read(input(bytes), 1 << 20);
        assertThat(read).isNotNull();
        for (int i = -1000; i < 2000 && read != null; i++) {
            assertThat(read.mayContain(key(i))).isEqualTo(filter.mayContain(key(i)));
        }
        assertThat(TopFilter.read(input(bytes), 100)).isNull();
    }

    @Test
    void isSavedAtACleanStopAndElseMadeAnew(@TempDir Path directory) throws Exception {
        Path saved = directory.resolve("top.filter");
        try (LayeredStore store = Stores.open(directory, null)) {
            assertThat(isSparedTheSearch(store)).isTrue();
            Batch batch = new Batch();
            batch.put(key(1), key(2));
            store.apply(batch, false);
        }
        assertThat(saved).exists();
        try (LayeredStore store = Stores.open(directory, null)) {
            // Taken up at once, and gone: it would be old after the next write.
            assertThat(saved).doesNotExist();
            assertThat(isSparedTheSearch(store)).isTrue();
            assertThat(store.get(key(1))).isEqualTo(key(2));
        }
        for (byte[] damage : new byte[][] {new byte[0], new byte[100]}) {
            Files.write(saved, damage);
            assertIsMadeAnew(directory);
        }
        byte[] flipped = Files.readAllBytes(saved);
        flipped[flipped.length / 2] ^= 1;
        Files.write(saved, flipped);
        assertIsMadeAnew(directory);
        Files.delete(saved);
        assertIsMadeAnew(directory);
    }

    private static void assertIsMadeAnew(Path directory) throws InterruptedException {
        try (LayeredStore store = Stores.open(directory, null)) {
            assertThat(store.get(key(1))).isEqualTo(key(2));
            while (!isSparedTheSearch(store)) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
            assertThat(store.get(key(1))).isEqualTo(key(2));
        }
    }

    private static boolean isSparedTheSearch(LayeredStore store) {
        long before = store.stats().filtered();
        assertThat(store.get(key(-1))).isNull();
        return store.stats().filtered() > before;
    }

    private static DataInputStream input(ByteArrayOutputStream bytes) {
        return new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    }

    private static byte[] key(int number) {
        return Schema.encodeNumber(number);
    }
}
