package dev.drover.store;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.testing.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LayeredStoreTest {
    private static final Top.Settings SIZES = new Top.Settings(1 << 15, 1 << 26, 1 << 30);

    @TempDir
    Path directory;

    @Test
    void keepsAViewUntilItsLastRelease() {
        try (LayeredStore store = Stores.open(directory, null)) {
            put(store, "a", "1");
            ReadView view = store.view();
            assertThat(view.retain()).isTrue();
            put(store, "a", "2");
            view.release();
            assertThat(view.get(bytes("a"))).isEqualTo(bytes("1"));
            Cursor cursor = view.scan(new byte[0], null);
            view.release();
            assertThat(view.retain()).isFalse();
            assertRefused(() -> view.get(bytes("a")), "already released");
            assertRefused(() -> view.scan(new byte[0], null), "already released");
            assertRefused(view::release, "more often");
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.value()).isEqualTo(bytes("1"));
            cursor.close();
            cursor.close();
            assertRefused(cursor::next, "closed");
            assertThat(store.get(bytes("a"))).isEqualTo(bytes("2"));
        }
    }

    @Test
    void turnsEveryUseAfterCloseIntoAnError() {
        LayeredStore store = Stores.open(directory, null);
        put(store, "a", "1");
        ReadView view = store.view();
        Cursor cursor = store.scan(new byte[0], null);
        cursor.next();
        store.close();
        store.close();
        assertRefused(() -> store.get(bytes("a")), "closed");
        assertRefused(() -> store.has(bytes("a")), "closed");
        assertRefused(() -> store.own("a"), "closed");
        assertRefused(() -> store.scan(new byte[0], null), "closed");
        assertRefused(store::view, "closed");
        assertRefused(() -> put(store, "a", "2"), "closed");
        assertRefused(() -> view.get(bytes("a")), "closed");
        assertRefused(() -> view.scan(new byte[0], null), "closed");
        assertRefused(cursor::next, "closed");
        assertRefused(cursor::value, "closed");
        cursor.close();
        view.release();
    }

    @Test
    void keepsTheOwnersRecordsOutOfReachOfKeys() {
        try (LayeredStore store = Stores.open(directory, null)) {
            Batch batch = new Batch();
            batch.putOwn("position", bytes("7"));
            store.apply(batch, true);
            assertThat(store.own("position")).isEqualTo(bytes("7"));
            assertThat(store.own("other")).isNull();
            assertThat(store.get(bytes("position"))).isNull();
            assertThat(store.get(TopKeys.own("position"))).isNull();
            try (Cursor cursor = store.scan(new byte[0], null)) {
                assertThat(cursor.next()).isFalse();
            }
            Batch reserved = new Batch();
            reserved.putOwn("bottom", bytes("x"));
            assertThatThrownBy(() -> store.apply(reserved, true)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void takesNoValueForADeletionMarker() {
        try (LayeredStore store = Stores.open(directory, null)) {
            Batch batch = new Batch();
            byte[][] values = {
                new byte[0], Slot.deleted(), Slot.inline(new byte[3]), new byte[17], new byte[64], new byte[65]
            };
            for (int i = 0; i < values.length; i++) {
                batch.put(new byte[] {(byte) i}, values[i]);
            }
            store.apply(batch, false);
            for (int i = 0; i < values.length; i++) {
                assertThat(store.get(new byte[] {(byte) i})).isEqualTo(values[i]);
            }
        }
    }

    @Test
    void leavesOutWritesOfWhatIsThere() {
        try (LayeredStore store = Stores.open(directory, null)) {
            Batch batch = new Batch();
            batch.put(bytes("short"), bytes("1"));
            batch.put(bytes("long"), new byte[100]);
            batch.delete(bytes("gone"));
            store.apply(batch, false);
            long bytes = store.stats().bytesWritten();
            store.apply(batch, false);
            assertThat(store.stats().bytesWritten()).isEqualTo(bytes);
            assertThat(store.stats().repeatedWrites()).isEqualTo(3);
            byte[] other = new byte[100];
            other[99] = 1;
            batch.put(bytes("long"), other);
            batch.put(bytes("gone"), new byte[0]);
            batch.delete(bytes("short"));
            store.apply(batch, false);
            assertThat(store.get(bytes("long"))).isEqualTo(other);
            assertThat(store.get(bytes("gone"))).isEmpty();
            assertThat(store.get(bytes("short"))).isNull();
        }
    }

    @Test
    void stopsWritingAtTheFloorAndGoesOnWhenThereIsRoom() {
        AtomicLong free = new AtomicLong(1L << 40);
        long floor = Stores.config(directory, null).floorBytes();
        try (LayeredStore store = LayeredStore.open(Stores.config(directory, null), SIZES, free::get)) {
            put(store, "a", "1");
            free.set(floor - 1);
            assertRefused(() -> put(store, "a", "2"), "--store.floor");
            assertThat(store.get(bytes("a"))).isEqualTo(bytes("1"));
            assertThat(store.stats().freeBytes()).isEqualTo(floor - 1);
            free.set(floor + 1000);
            put(store, "a", "3");
            free.set(0);
        }
        // It could not write the index at its close, and does so now.
        assertRefused(() -> LayeredStore.open(Stores.config(directory, null), SIZES, free::get), "--store.floor");
        free.set(1L << 40);
        try (LayeredStore store = LayeredStore.open(Stores.config(directory, null), SIZES, free::get)) {
            assertThat(store.get(bytes("a"))).isEqualTo(bytes("3"));
        }
    }

    @Test
    void isForOneProcessAtATime() {
        try (LayeredStore store = Stores.open(directory, null)) {
            assertRefused(
                    () -> Stores.open(directory, null),
                    "in use by process " + ProcessHandle.current().pid());
            put(store, "a", "1");
        }
        Stores.open(directory, null).close();
    }

    @Test
    void refusesADatadirThatCannotBeWritten() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        assertRefused(() -> Stores.open(file, null), "use a different --datadir");
        assertRefused(() -> Stores.open(file.resolve("below"), null), "use a different --datadir");
    }

    @Test
    void refusesADatadirOfANewerVersion() throws IOException {
        try (LayeredStore store = Stores.open(directory, null)) {
            put(store, "a", "1");
        }
        FreeSpace space = new FreeSpace(directory, 0, () -> 1L << 40);
        try (LevelDb index = LevelDb.open(directory.resolve("top"), new LevelDb.Settings(false, 0, 0), space)) {
            assertThat(index.get(TopKeys.own("format"))).isEqualTo(Slot.inline(Schema.encodeNumber(1)));
            index.write(0, true, writer -> writer.put(TopKeys.own("format"), Slot.inline(Schema.encodeNumber(2))));
        }
        assertRefused(() -> Stores.open(directory, null), "newer version");
        Path other = directory.resolve("other");
        Stores.open(other, null).close();
        Path segment = other.resolve("journal/000001.log");
        byte[] bytes = Files.readAllBytes(segment);
        bytes[7] = 2;
        Files.write(segment, bytes);
        assertRefused(() -> Stores.open(other, null), "newer version");
    }

    @Test
    void answersAnInterruptedThreadAndAllOthers() {
        try (LayeredStore store = Stores.open(directory, null)) {
            byte[] value = new byte[1000];
            Arrays.fill(value, (byte) 7);
            Batch batch = new Batch();
            batch.put(bytes("a"), value);
            Thread.currentThread().interrupt();
            store.apply(batch, true);
            assertThat(store.get(bytes("a"))).isEqualTo(value);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(store.get(bytes("a"))).isEqualTo(value);
        }
    }

    @Test
    void countsReadsByWhereTheyEnd() {
        try (LayeredStore store = Stores.open(directory, null)) {
            put(store, "a", "1");
            Batch batch = new Batch();
            batch.delete(bytes("b"));
            store.apply(batch, false);
            store.get(bytes("a"));
            store.get(bytes("b"));
            store.get(bytes("c"));
            StoreStats stats = store.stats();
            assertThat(stats.topHits()).isEqualTo(1);
            assertThat(stats.topDeleted()).isEqualTo(1);
            assertThat(stats.misses()).isEqualTo(1);
            assertThat(stats.filtered()).isEqualTo(1);
            assertThat(stats.lowerHits()).isZero();
            assertThat(stats.topBytes()).isPositive();
            assertThat(stats.filterBytes()).isPositive();
        }
    }

    private static void put(Store store, String key, String value) {
        Batch batch = new Batch();
        batch.put(bytes(key), bytes(value));
        store.apply(batch, false);
    }

    private static void assertRefused(Runnable use, String message) {
        assertThatThrownBy(use::run).isInstanceOf(StoreException.class).hasMessageContaining(message);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(US_ASCII);
    }
}
