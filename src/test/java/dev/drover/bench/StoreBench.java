package dev.drover.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.drover.config.StoreConfig;
import dev.drover.store.Batch;
import dev.drover.store.LayeredStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.fusesource.leveldbjni.JniDBFactory;
import org.iq80.leveldb.CompressionType;
import org.iq80.leveldb.DB;
import org.iq80.leveldb.Options;
import org.iq80.leveldb.WriteBatch;

/**
 * How fast pairs like trie nodes (32-byte keys, 532-byte values, in batches of 2,000) go into the store, and into LevelDB alone
 * in the same run. Arguments: directory, number of pairs, rounds. Each round writes new keys; the last lines are those of
 * writing the same again, as a second master does, and of reading.
 */
public final class StoreBench {
    private static final int BATCH = 2_000;
    private static final int KEY_LENGTH = 32;
    private static final int VALUE_LENGTH = 532;
    private static final long MIB = 1 << 20;

    private final Path directory;
    private final int pairs;
    private double cpuSecondsBefore = cpuSeconds();

    private StoreBench(Path directory, int pairs) {
        this.directory = directory;
        this.pairs = pairs;
    }

    /** Prints one line for each measurement. */
    public static void main(String[] args) throws IOException {
        Path directory = args.length > 0 ? Path.of(args[0]) : Files.createTempDirectory("store-bench");
        int pairs = args.length > 1 ? Integer.parseInt(args[1]) : 1_000_000;
        int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 2;
        StoreBench bench = new StoreBench(directory, pairs);
        for (int round = 0; round < rounds; round++) {
            double raw = bench.raw();
            double layered = bench.layered();
            print(String.format(Locale.ROOT, "  ratio %.2f", layered / raw));
        }
    }

    private double raw() throws IOException {
        Path path = directory.resolve("raw");
        clear(path);
        Options options = new Options()
                .createIfMissing(true)
                .writeBufferSize((int) (64 * MIB))
                .compressionType(CompressionType.NONE);
        long start = System.nanoTime();
        try (DB db = JniDBFactory.factory.open(path.toFile(), options)) {
            for (int batch = 0; batch < pairs / BATCH; batch++) {
                Pairs source = new Pairs(batch);
                try (WriteBatch writes = db.createWriteBatch()) {
                    for (int i = 0; i < BATCH; i++) {
                        writes.put(source.key(), source.value());
                    }
                    db.write(writes);
                }
            }
        }
        double rate = report("leveldbjni, batches, close", start);
        try (DB db = JniDBFactory.factory.open(path.toFile(), options)) {
            start = System.nanoTime();
            for (int batch = 0; batch < pairs / BATCH; batch++) {
                readBatch(batch, db::get);
            }
            report("leveldbjni, get", start);
        }
        clear(path);
        return rate;
    }

    private double layered() throws IOException {
        Path path = directory.resolve("layered");
        clear(path);
        StoreConfig config =
                dev.drover.config.Options.parse("--datadir=" + path).store();
        long start = System.nanoTime();
        try (LayeredStore store = LayeredStore.open(config)) {
            write(store);
            report("LayeredStore.apply", start);
        }
        double rate = report("LayeredStore.apply, close", start);
        try (LayeredStore store = LayeredStore.open(config)) {
            start = System.nanoTime();
            write(store);
            report("the same again", start);
            print("  left out " + store.stats().repeatedWrites());
            start = System.nanoTime();
            read(store, 0);
            report("get", start);
            start = System.nanoTime();
            read(store, pairs);
            report("get, not there", start);
            print("  filtered " + store.stats().filtered());
        }
        clear(path);
        return rate;
    }

    private void write(LayeredStore store) {
        for (int number = 0; number < pairs / BATCH; number++) {
            Pairs source = new Pairs(number);
            Batch batch = new Batch();
            for (int i = 0; i < BATCH; i++) {
                batch.put(source.key(), source.value());
            }
            store.apply(batch, false);
        }
    }

    private void read(LayeredStore store, int first) {
        for (int number = 0; number < pairs / BATCH; number++) {
            readBatch(first + number, store::get);
        }
    }

    /** Reads the keys of a batch, which are there if its number is below that of pairs. */
    private void readBatch(int number, UnaryOperator<byte[]> get) {
        Pairs source = new Pairs(number);
        for (int i = 0; i < BATCH; i++) {
            if ((get.apply(source.key()) == null) != (number >= pairs)) {
                throw new IllegalStateException("wrong answer");
            }
            source.value();
        }
    }

    /** CPU time of all threads tells more than the clock does where others use the machine too. */
    private static double cpuSeconds() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime() / 1e9;
    }

    private double report(String what, long startNanos) {
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        double rate = pairs / seconds;
        double megabytes = rate * (KEY_LENGTH + VALUE_LENGTH) / 1e6;
        double cpu = cpuSeconds();
        double cpuMicros = (cpu - cpuSecondsBefore) / pairs * 1e6;
        cpuSecondsBefore = cpu;
        print(String.format(
                Locale.ROOT, "%-28s %8.0f /s  %6.0f MB/s  %6.2f us of CPU", what, rate, megabytes, cpuMicros));
        return rate;
    }

    private static void print(String line) {
        System.out.println(line);
    }

    private static void clear(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        List<Path> files;
        try (Stream<Path> walk = Files.walk(path)) {
            files = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            try {
                Files.delete(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The pairs of one batch, the same at each call. */
    private static final class Pairs {
        private final SplittableRandom random;

        Pairs(long batch) {
            random = new SplittableRandom(batch);
        }

        byte[] key() {
            return bytes(KEY_LENGTH);
        }

        byte[] value() {
            return bytes(VALUE_LENGTH);
        }

        private byte[] bytes(int length) {
            ByteBuffer bytes = ByteBuffer.allocate(length);
            while (bytes.remaining() >= 8) {
                bytes.putLong(random.nextLong());
            }
            while (bytes.hasRemaining()) {
                bytes.put((byte) random.nextInt());
            }
            return bytes.array();
        }
    }
}
