package dev.drover.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.testing.Stores;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is done to it, a layered store equals one sorted map. */
@Tag("slow")
final class LayeredStorePropertyTest {
    /** A moment: what the view must go on to show. */
    private record Moment(ReadView view, NavigableMap<byte[], byte[]> expected) {}

    private final NavigableMap<byte[], byte[]> expected = new TreeMap<>(Arrays::compareUnsigned);
    private final List<Moment> moments = new ArrayList<>();

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void equalsOneSortedMap(long seed) {
        Random random = new Random(seed);
        boolean overBottom = seed % 3 != 0;
        @Nullable Path bottom = overBottom ? makeBottom(random) : null;
        LayeredStore store = open(random, bottom);
        for (int step = 0; step < 200; step++) {
            switch (random.nextInt(8)) {
                case 0, 1, 2, 3 -> write(store, random);
                case 4 -> moments.add(new Moment(store.view(), new TreeMap<>(expected)));
                case 5 -> checkOneMoment(random);
                case 6 -> walkDuringWrites(store, random);
                default -> checkRange(store, expected, random);
            }
            if (random.nextInt(40) == 0) {
                moments.forEach(moment -> moment.view().release());
                moments.clear();
                store.close();
                store = open(random, bottom);
                checkAll(store, expected);
            }
        }
        checkAll(store, expected);
        moments.forEach(moment -> checkAll(moment.view(), moment.expected()));
        store.close();
    }

    /** Small limits, and others at each start, so that all parts of the store come into play. */
    private LayeredStore open(Random random, @Nullable Path bottom) {
        Top.Settings sizes =
                new Top.Settings(1 + random.nextInt(200), 1 + random.nextInt(20_000), 100 + random.nextInt(20_000));
        return LayeredStore.open(Stores.config(directory.resolve("data"), bottom), sizes, () -> 1L << 40);
    }

    private Path makeBottom(Random random) {
        Path bottom = directory.resolve("chaindata");
        FreeSpace space = new FreeSpace(directory, 0, () -> 1L << 40);
        try (LevelDb database = LevelDb.open(bottom, new LevelDb.Settings(true, 0, 0), space)) {
            database.write(0, true, writer -> {
                for (int i = 0; i < 200; i++) {
                    byte[] key = key(random);
                    byte[] value = value(random);
                    writer.put(key, value);
                    expected.put(key, value);
                }
            });
        }
        return bottom;
    }

    private void write(Store store, Random random) {
        Batch batch = new Batch();
        for (int i = random.nextInt(30); i >= 0; i--) {
            byte[] key = key(random);
            if (random.nextInt(4) == 0) {
                batch.delete(key);
                expected.remove(key);
            } else {
                // Half of the time the bytes that are there already, as from a second master.
                byte[] there = expected.get(key);
                byte[] value = there != null && random.nextBoolean() ? there.clone() : value(random);
                batch.put(key, value);
                expected.put(key, value);
            }
        }
        byte[] mark = value(random);
        batch.putOwn("mark", mark);
        store.apply(batch, random.nextInt(10) == 0);
        assertThat(store.own("mark")).isEqualTo(mark);
    }

    private void checkOneMoment(Random random) {
        if (!moments.isEmpty()) {
            Moment moment = moments.remove(random.nextInt(moments.size()));
            checkAll(moment.view(), moment.expected());
            moment.view().release();
        }
    }

    private void walkDuringWrites(LayeredStore store, Random random) {
        NavigableMap<byte[], byte[]> before = new TreeMap<>(expected);
        List<byte[]> keys = new ArrayList<>();
        try (Cursor cursor = store.scan(new byte[0], null)) {
            while (cursor.next()) {
                keys.add(cursor.key());
                assertThat(cursor.value()).isEqualTo(before.get(cursor.key()));
                if (random.nextInt(50) == 0) {
                    write(store, random);
                }
            }
            assertThat(cursor.next()).isFalse();
        }
        assertThat(keys).containsExactlyElementsOf(before.keySet());
    }

    private static void checkRange(KeyValues actual, NavigableMap<byte[], byte[]> expected, Random random) {
        byte[] from = key(random);
        byte[] to = random.nextInt(5) == 0 ? null : key(random);
        NavigableMap<byte[], byte[]> range = to == null
                ? expected.tailMap(from, true)
                : Arrays.compareUnsigned(from, to) > 0
                        ? new TreeMap<>(Arrays::compareUnsigned)
                        : expected.subMap(from, true, to, false);
        check(actual.scan(from, to), range);
        byte[] value = expected.get(from);
        assertThat(actual.get(from)).isEqualTo(value);
        assertThat(actual.has(from)).isEqualTo(value != null);
    }

    private static void checkAll(KeyValues actual, NavigableMap<byte[], byte[]> expected) {
        check(actual.scan(new byte[0], null), expected);
        for (Map.Entry<byte[], byte[]> entry : expected.entrySet()) {
            assertThat(actual.get(entry.getKey())).isEqualTo(entry.getValue());
        }
    }

    private static void check(Cursor cursor, NavigableMap<byte[], byte[]> expected) {
        try (cursor) {
            for (Map.Entry<byte[], byte[]> entry : expected.entrySet()) {
                assertThat(cursor.next()).isTrue();
                assertThat(cursor.key()).isEqualTo(entry.getKey());
                assertThat(cursor.value()).isEqualTo(entry.getValue());
            }
            assertThat(cursor.next()).isFalse();
        }
    }

    /** Few and short, so that they meet again; of any first byte, the empty key and runs of 0xff among them. */
    private static byte[] key(Random random) {
        byte[] key = new byte[random.nextInt(4)];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte)
                    (random.nextInt(3) == 0 ? 0xff : random.nextInt(2) == 0 ? random.nextInt(4) : random.nextInt(256));
        }
        return key;
    }

    private static byte[] value(Random random) {
        byte[] value = new byte[random.nextInt(3) == 0 ? random.nextInt(2) : random.nextInt(200)];
        random.nextBytes(value);
        return value;
    }
}
