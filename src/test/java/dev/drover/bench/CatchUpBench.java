package dev.drover.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.drover.broker.EmbeddedBroker;
import dev.drover.cdc.BatchAssembly;
import dev.drover.cdc.MalformedRecordException;
import dev.drover.cdc.RecordedRecord;
import dev.drover.cdc.Recording;
import dev.drover.cdc.RecordingReader;
import dev.drover.cdc.WriteOp;
import dev.drover.cdc.WriteOpDecoder;
import dev.drover.cdc.WriteOpEncoder;
import dev.drover.config.HeadConfig;
import dev.drover.config.KafkaConfig;
import dev.drover.config.StoreConfig;
import dev.drover.config.TopicStart;
import dev.drover.crypto.Keccak;
import dev.drover.head.StandaloneHeads;
import dev.drover.health.Heartbeats;
import dev.drover.ingest.IngestStats;
import dev.drover.ingest.IngestVerticle;
import dev.drover.kafka.KafkaTopic;
import dev.drover.kafka.Topics;
import dev.drover.replay.TopicWriter;
import dev.drover.store.LayeredStore;
import io.vertx.core.Vertx;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.fusesource.leveldbjni.JniDBFactory;
import org.iq80.leveldb.CompressionType;
import org.iq80.leveldb.DB;
import org.iq80.leveldb.Options;
import org.iq80.leveldb.WriteBatch;

/**
 * How fast a replica catches up: a recorded chain with batches of filler trie nodes between its blocks (random values of
 * 532 bytes under their hash) goes from a real broker in this process into a new store. Beside it, in the same run: Kafka alone, Kafka
 * and decoding, and the same pairs as plain LevelDB batches.
 *
 * <p>Arguments: recording file, records (2000000), directory to work in.
 */
public final class CatchUpBench {
    private static final int FILLER_BYTES = 532;
    private static final int FILLER_BATCH = 1_000;
    private static final List<ThreadProfile.Phase> PHASES = List.of(
            new ThreadProfile.Phase("LevelDB (index)", "leveldbjni"),
            new ThreadProfile.Phase("journal (values)", "store.Journal", "store.SegmentFile", "store.StoreFile"),
            new ThreadProfile.Phase("filter", "store.TopFilter"),
            new ThreadProfile.Phase("sorting and merging", "store.Run", "store.Write", "TimSort"),
            new ThreadProfile.Phase("rest of the store", "drover.store"),
            new ThreadProfile.Phase("decoding", "drover.cdc"),
            new ThreadProfile.Phase("head", "drover.head"),
            new ThreadProfile.Phase("rest of ingest", "drover"));
    private static final KafkaConfig.AssemblyLimits LIMITS = new KafkaConfig.AssemblyLimits(1_000, 256 << 20, 600_000);

    private CatchUpBench() {}

    /** Runs the benchmark and prints its figures. */
    public static void main(String[] args) throws Exception {
        Recording recording = Recording.at(Path.of(args[0]));
        long records = args.length > 1 ? Long.parseLong(args[1]) : 2_000_000;
        Path work = Files.createTempDirectory(args.length > 2 ? Path.of(args[2]) : Path.of("target"), "catch-up");
        try (EmbeddedBroker broker = EmbeddedBroker.start(work.resolve("kafka"), 0)) {
            KafkaTopic topic = Topics.createForReplay(new KafkaTopic(broker.address(), "bench"));
            long bytes = fill(topic, recording, records);
            print("topic: %,d records, %.0f MB%n", records, bytes / 1e6);
            for (int round = 1; round <= Integer.getInteger("rounds", 2); round++) {
                double kafka = read(topic, records, false);
                double decode = read(topic, records, true);
                double raw = rawLevelDb(work.resolve("raw-" + round), records);
                print(
                        "round %d: Kafka alone %,.0f records/s; and decoded %,.0f; raw LevelDB batches %,.0f pairs/s%n",
                        round, records / kafka, records / decode, records / raw);
                catchUp(topic, work.resolve("data-" + round), new Figures(records, bytes, kafka, decode, raw));
            }
        } finally {
            wipe(work);
        }
    }

    private record Figures(long records, long bytes, double kafka, double decode, double raw) {}

    private static void catchUp(KafkaTopic topic, Path datadir, Figures figures) throws Exception {
        Vertx vertx = Vertx.vertx();
        IngestStats stats = new IngestStats();
        StandaloneHeads heads = new StandaloneHeads(change -> {});
        StoreConfig config = new StoreConfig(datadir, null, null, 1L << 30, 32 << 20, 128 << 20, 256 << 20);
        try (LayeredStore store = LayeredStore.open(config);
                ThreadProfile profile = new ThreadProfile("drover-store-writer", PHASES)) {
            KafkaConfig kafka =
                    new KafkaConfig(topic.broker(), TopicStart.parse(topic.name()), null, 10_000, Map.of(), LIMITS);
            IngestVerticle ingest = new IngestVerticle(
                    kafka,
                    new HeadConfig(60_000, 64, 90_000),
                    store,
                    stats,
                    (served, change) -> heads.applied(served, null),
                    new Heartbeats(Duration.ZERO));
            long start = System.nanoTime();
            long cpuStart = processCpuNanos();
            vertx.deployVerticle(ingest)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
            while (stats.offset() < figures.records - 1) {
                if (ingest.failure() != null) {
                    throw new IllegalStateException(ingest.failure());
                }
                Thread.sleep(5);
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            double cpuSeconds = (processCpuNanos() - cpuStart) / 1e9;
            double store1 = stats.flushNanos.sum() / 1e9;
            print(
                    "  catch-up %,.0f records/s, %.1f MB/s; %.2f of raw LevelDB; %d head changes, head %s%n",
                    figures.records / seconds,
                    figures.bytes / seconds / 1e6,
                    figures.raw / seconds,
                    stats.headChanges.sum(),
                    String.valueOf(heads.head()));
            print(
                    "  of its time: Kafka %.0f %%, decoding %.0f %%, store %.0f %%%n",
                    100 * figures.kafka / seconds,
                    100 * (figures.decode - figures.kafka) / seconds,
                    100 * store1 / seconds);
            print(
                    "  CPU of the whole process, broker included: %.1f us per record%n",
                    1e6 * cpuSeconds / figures.records);
            print("  the writing thread: %s%n", profile.shares());
            heads.close();
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private static long processCpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private static double read(KafkaTopic topic, long records, boolean decode) throws MalformedRecordException {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", topic.broker());
        settings.put("max.poll.records", 20_000);
        settings.put("fetch.max.bytes", 50 << 20);
        settings.put("max.partition.fetch.bytes", 24 << 20);
        settings.put("receive.buffer.bytes", 4 << 20);
        BatchAssembly assembly = new BatchAssembly(LIMITS);
        long start = System.nanoTime();
        long writes = 0;
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(topic.name(), 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            for (long seen = 0; seen < records; ) {
                for (ConsumerRecord<byte[], byte[]> one : consumer.poll(Duration.ofSeconds(1))) {
                    seen++;
                    if (decode) {
                        switch (WriteOpDecoder.decode(one.value())) {
                            case WriteOp.Fragment fragment -> assembly.add(one.offset(), one.timestamp(), fragment);
                            case WriteOp.Commit commit ->
                                writes += assembly.commit(one.offset(), commit)
                                                instanceof BatchAssembly.Committed.Whole whole
                                        ? whole.writes().size()
                                        : 0;
                            default -> writes++;
                        }
                    }
                }
            }
        }
        if (decode && writes == 0) {
            throw new IllegalStateException("nothing was decoded");
        }
        return (System.nanoTime() - start) / 1e9;
    }

    /** As many pairs of the filler's shape as there are records, 2,000 a batch, as the engine alone takes them. */
    private static double rawLevelDb(Path directory, long records) throws Exception {
        Random random = new Random(7);
        Options options =
                new Options().createIfMissing(true).writeBufferSize(64 << 20).compressionType(CompressionType.NONE);
        try (DB db = JniDBFactory.factory.open(directory.toFile(), options)) {
            long start = System.nanoTime();
            for (long done = 0; done < records; done += 2_000) {
                try (WriteBatch batch = db.createWriteBatch()) {
                    for (int i = 0; i < 2_000; i++) {
                        batch.put(random(random, 32), random(random, FILLER_BYTES));
                    }
                    db.write(batch);
                }
            }
            return (System.nanoTime() - start) / 1e9;
        } finally {
            wipe(directory);
        }
    }

    /** The recording's records with filler between them, as many as asked for; returns the bytes of all values. */
    private static long fill(KafkaTopic topic, Recording recording, long records) {
        Random random = new Random(11);
        long sent = 0;
        long bytes = 0;
        try (TopicWriter writer = new TopicWriter(topic, 5);
                RecordingReader reader = recording.open()) {
            RecordedRecord one = reader.next();
            long timestamp = 0;
            long fillerEvery = 20;
            for (long n = 0; sent < records; n++) {
                if (one != null) {
                    timestamp = one.timestampMillis();
                    writer.send(one);
                    bytes += one.value() == null ? 0 : one.value().length;
                    sent++;
                    one = reader.next();
                }
                if (n % fillerEvery == 0 || one == null) {
                    UUID id = new UUID(random.nextLong(), random.nextLong());
                    for (int i = 0; i <= FILLER_BATCH && sent < records; i++, sent++) {
                        byte[] node = random(random, FILLER_BYTES);
                        WriteOp op = i == FILLER_BATCH || sent == records - 1
                                ? new WriteOp.Commit(id)
                                : new WriteOp.Fragment(id, new WriteOp.Put(Keccak.hash(node), node));
                        byte[] value = WriteOpEncoder.encode(op);
                        bytes += value.length;
                        writer.send(timestamp, null, value);
                    }
                }
            }
            writer.flush();
        }
        return bytes;
    }

    private static byte[] random(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    @SuppressWarnings("AnnotateFormatMethod")
    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format, values);
    }

    private static void wipe(Path directory) throws java.io.IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
