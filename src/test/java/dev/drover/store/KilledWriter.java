package dev.drover.store;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.drover.testing.Stores;
import java.nio.file.Path;
import java.util.Random;

/** Writes batches until it is killed, and prints the number of each when it is applied. */
final class KilledWriter {
    static final int KEYS = 500;

    private KilledWriter() {}

    public static void main(String[] args) {
        Top.Settings sizes = new Top.Settings(300, 100_000, 300_000);
        LayeredStore store =
                LayeredStore.open(Stores.config(Path.of("data").toAbsolutePath(), null), sizes, () -> 1L << 40);
        byte[] last = store.own("batch");
        int first = last == null ? 1 : (int) Schema.decodeNumber(last) + 1;
        for (int number = first; ; number++) {
            store.apply(batch(number), number % 7 == 0);
            System.out.println("applied " + number);
        }
    }

    /** The batch of a number, always the same. */
    static Batch batch(int number) {
        Random random = new Random(number);
        Batch batch = new Batch();
        for (int i = 0; i < 20; i++) {
            byte[] key = ("key" + random.nextInt(KEYS)).getBytes(US_ASCII);
            if (random.nextInt(5) == 0) {
                batch.delete(key);
            } else {
                byte[] value = new byte[random.nextInt(400)];
                random.nextBytes(value);
                batch.put(key, value);
            }
        }
        batch.putOwn("batch", Schema.encodeNumber(number));
        return batch;
    }
}
