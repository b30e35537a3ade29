package dev.drover.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.testing.ForkedJava;
import dev.drover.testing.Stores;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many threads on one store. Every batch writes the same keys, all with the batch's number as value. */
final class StoreThreadsTest {
    private static final int KEYS = 40;
    private static final int BATCHES = 400;
    // So that writes go to the index, and the journal to its next segment, every few batches.
    private static final Top.Settings SMALL = new Top.Settings(3 * KEYS, 1 << 20, 20_000);

    @TempDir
    Path directory;

    @Test
    void readersSeeWholeBatchesAndNeverOlderOnes() throws Exception {
        try (LayeredStore store = LayeredStore.open(Stores.config(directory, null), SMALL, () -> 1L << 40);
                ExecutorService pool = Executors.newCachedThreadPool()) {
            store.apply(batch(1), false);
            AtomicBoolean writing = new AtomicBoolean(true);
            List<Future<?>> readers = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                readers.add(pool.submit(() -> readValues(store, writing)));
                readers.add(pool.submit(() -> readViews(store, writing)));
                readers.add(pool.submit(() -> walk(store, writing)));
            }
            try {
                for (int number = 2; number <= BATCHES; number++) {
                    store.apply(batch(number), number % 50 == 0);
                }
            } finally {
                writing.set(false);
            }
            for (Future<?> reader : readers) {
                reader.get();
            }
            assertThat(number(store, 0)).isEqualTo(BATCHES);
        }
    }

    @Test
    void closeWhileOthersReadIsAnErrorForThemAndNoCrash() throws Exception {
        ForkedJava.Ended ended = ForkedJava.run(directory, CloseWhileReading.class);
        assertThat(ended.output()).contains("survived");
        assertThat(ended.exitCode()).isZero();
    }

    private static void readValues(LayeredStore store, AtomicBoolean writing) {
        long least = 0;
        for (int i = 0; writing.get(); i++) {
            long number = number(store, i % KEYS);
            assertThat(number).isGreaterThanOrEqualTo(least);
            least = number;
        }
    }

    private static void readViews(LayeredStore store, AtomicBoolean writing) {
        long least = 0;
        while (writing.get()) {
            ReadView view = store.view();
            long number = number(view, 0);
            assertThat(number).isGreaterThanOrEqualTo(least);
            for (int i = 1; i < KEYS; i++) {
                assertThat(number(view, i)).isEqualTo(number);
            }
            view.release();
            least = number;
        }
    }

    private static void walk(LayeredStore store, AtomicBoolean writing) {
        while (writing.get()) {
            try (Cursor cursor = store.scan(new byte[0], null)) {
                cursor.next();
                long number = number(cursor.value());
                for (int i = 1; i < KEYS; i++) {
                    assertThat(cursor.next()).isTrue();
                    assertThat(number(cursor.value())).isEqualTo(number);
                }
                assertThat(cursor.next()).isFalse();
            }
        }
    }

    private static long number(KeyValues values, int key) {
        byte[] value = values.get(Schema.encodeNumber(key));
        if (value == null) {
            throw new AssertionError("key " + key + " is not there");
        }
        return number(value);
    }

    private static long number(byte[] value) {
        return ByteBuffer.wrap(value).getLong();
    }

    private static Batch batch(int number) {
        Batch batch = new Batch();
        for (int key = 0; key < KEYS; key++) {
            // Every other value is long enough to lie in the journal.
            batch.put(
                    Schema.encodeNumber(key),
                    ByteBuffer.allocate(8 + 90 * (key % 2)).putLong(0, number).array());
        }
        return batch;
    }

    /** Closes a store while others read, walk and write in all ways. */
    static final class CloseWhileReading {
        private CloseWhileReading() {}

        public static void main(String[] args) throws InterruptedException {
            for (int round = 0; round < 5; round++) {
                Path data = Path.of("data").toAbsolutePath();
                LayeredStore store = LayeredStore.open(Stores.config(data, null), SMALL, () -> 1L << 40);
                store.apply(batch(1), false);
                CountDownLatch busy = new CountDownLatch(4);
                AtomicBoolean forever = new AtomicBoolean(true);
                List<Thread> threads = List.of(
                        start(busy, () -> readValues(store, forever)),
                        start(busy, () -> readViews(store, forever)),
                        start(busy, () -> walk(store, forever)),
                        start(busy, () -> write(store)));
                busy.await();
                Thread.sleep(50);
                store.close();
                for (Thread thread : threads) {
                    thread.join();
                }
            }
            System.out.println("survived");
        }

        private static void write(LayeredStore store) {
            // Goes on from what is there: readers of the last round's values must not see older ones.
            for (int number = (int) number(store, 0) + 1; ; number++) {
                store.apply(batch(number), false);
            }
        }

        private static Thread start(CountDownLatch busy, Runnable use) {
            return Thread.ofPlatform().start(() -> {
                busy.countDown();
                try {
                    use.run();
                } catch (StoreException e) {
                    // What is expected; anything else ends the process with an error.
                    return;
                } catch (Throwable e) {
                    System.out.println("unexpected " + e);
                    Runtime.getRuntime().halt(1);
                }
            });
        }
    }
}
