package dev.drover.ingest;

import dev.drover.cdc.BatchAssembly;
import dev.drover.chain.Head;
import dev.drover.config.HeadConfig;
import dev.drover.config.KafkaConfig;
import dev.drover.config.StartupException;
import dev.drover.head.HeadTracker;
import dev.drover.store.Batch;
import dev.drover.store.Schema;
import dev.drover.store.Store;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import io.vertx.kafka.client.consumer.KafkaReadStream;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the data topic at its own pace: the stream is paused, one thread of its own writes what came, the stream goes on.
 * Owns the write side of the store, the tracker and the position.
 */
public final class IngestVerticle extends VerticleBase {
    private static final Logger log = LoggerFactory.getLogger(IngestVerticle.class);

    private final KafkaConfig kafka;
    private final HeadConfig head;
    private final Store store;
    private final IngestStats stats;
    private final Ingest.Sink sink;

    private @Nullable KafkaReadStream<byte[], byte[]> stream;
    private @Nullable WorkerExecutor writer;
    private @Nullable Ingest ingest;
    private Future<?> writing = Future.succeededFuture();
    private volatile boolean caughtUp;
    private volatile @Nullable Throwable failure;

    /** Reads into {@code store}, telling {@code sink} of each head, on the writer's thread. */
    public IngestVerticle(KafkaConfig kafka, HeadConfig head, Store store, IngestStats stats, Ingest.Sink sink) {
        this.kafka = kafka;
        this.head = head;
        this.store = store;
        this.stats = stats;
        this.sink = sink;
    }

    /** True once everything was read that the topic held when somebody looked. Any thread. */
    public boolean caughtUp() {
        return caughtUp;
    }

    /** What stopped ingest for good; null while it runs. Any thread. */
    public @Nullable Throwable failure() {
        return failure;
    }

    @Override
    public Future<?> start() {
        WorkerExecutor executor = vertx.createSharedWorkerExecutor("drover-store-writer", 1, Long.MAX_VALUE);
        writer = executor;
        return executor.executeBlocking(this::prepare).compose(this::read);
    }

    private StartPoint prepare() {
        DataTopic topic = DataTopic.describe(kafka);
        bind(topic.origin());
        byte[] stored = store.own(OwnRecords.POSITION);
        OptionalLong storedPosition =
                stored == null ? OptionalLong.empty() : OptionalLong.of(Schema.decodeNumber(stored));
        // A position under the original's key can only come from a snapshot: ingest keeps none there.
        OptionalLong snapshotPosition =
                SnapshotPosition.read(store, kafka.topic().topic());
        StartPoint start = StartPoint.choose(
                kafka.topic(), storedPosition, snapshotPosition, topic.extent(), kafka.lookbackRecords());
        HeadTracker tracker = tracker();
        tracker.decideUpTo(start.silentOffset());
        if (stored == null && tracker.head() == null && start.offset() > 0) {
            log.warn(
                    "Reading begins at offset {} without a snapshot: blocks that were built on earlier data stay incomplete",
                    start.offset());
        }
        Ingest prepared = new Ingest(store, tracker, new BatchAssembly(kafka.assembly()), start.offset(), stats, sink);
        prepared.serveRemembered();
        ingest = prepared;
        caughtUp = start.offset() >= topic.extent().end();
        Head remembered = tracker.head();
        stats.beginsAfter(start.offset() - 1, remembered == null ? 0 : remembered.number());
        stats.endSeen(topic.extent().end());
        log.info(
                "Reading topic {} from offset {} to {}",
                kafka.topic().topic(),
                start.offset(),
                topic.extent().end());
        return start;
    }

    private HeadTracker tracker() {
        byte[] memory = store.own(OwnRecords.TRACKER);
        try {
            return memory == null ? HeadTracker.begin(head, store) : HeadTracker.restore(head, memory);
        } catch (IllegalStateException e) {
            throw new StartupException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Refuses a store that follows another topic; binds a new one to this. */
    private void bind(DataTopic.Origin origin) {
        byte[] bound = store.own(OwnRecords.ORIGIN);
        if (bound == null) {
            Batch batch = new Batch();
            batch.putOwn(OwnRecords.ORIGIN, origin.encode());
            store.apply(batch, true);
            return;
        }
        DataTopic.Origin before = DataTopic.Origin.decode(bound);
        if (!before.equals(origin)) {
            throw new StartupException("this --datadir follows topic " + before.topic() + " (id " + before.topicId()
                    + ") of cluster " + before.clusterId() + ", but the broker has topic " + origin.topic() + " (id "
                    + origin.topicId() + ") of cluster " + origin.clusterId()
                    + ". Use another --datadir, or go back to that broker and topic");
        }
    }

    private Future<?> read(StartPoint start) {
        TopicPartition source = new TopicPartition(kafka.topic().topic(), 0);
        KafkaReadStream<byte[], byte[]> reading = KafkaReadStream.create(vertx, DataTopic.consumerSettings(kafka));
        stream = reading;
        // Kafka's thread calls it.
        reading.exceptionHandler(cause -> context.runOnContext(ignored -> fail(cause)));
        return reading.assign(Set.of(source))
                .compose(assigned -> reading.seek(source, start.offset()))
                .onSuccess(sought -> {
                    // Not earlier: a handler starts the polling, which must find the position set.
                    reading.batchHandler(this::write);
                });
    }

    /** One batch of records, from the poll to the store. The stream stays paused meanwhile: nothing piles up. */
    private void write(ConsumerRecords<byte[], byte[]> records) {
        KafkaReadStream<byte[], byte[]> reading = stream;
        if (reading == null) {
            // A poll that was under way when this was stopped. Its records are read again by the next start.
            return;
        }
        reading.pause();
        writing = Objects.requireNonNull(writer).executeBlocking(() -> {
            Ingest sinkOfRecords = Objects.requireNonNull(ingest);
            for (ConsumerRecord<byte[], byte[]> one : records) {
                sinkOfRecords.accept(one.offset(), one.timestamp(), one.value());
            }
            sinkOfRecords.flush();
            return null;
        });
        writing.onSuccess(done -> {
            noteEnd(reading);
            noteCaughtUp();
            reading.resume();
        });
        writing.onFailure(this::fail);
    }

    private void noteCaughtUp() {
        if (!caughtUp && stats.offset() + 1 >= stats.endOffset()) {
            caughtUp = true;
            log.info("Caught up with topic {} at offset {}", kafka.topic().topic(), stats.offset());
        }
    }

    /**
     * Notes how far the topic goes beyond what was read. The consumer knows it from its fetches, so nobody is asked; of its
     * methods this one may be called on any thread.
     */
    private void noteEnd(KafkaReadStream<byte[], byte[]> reading) {
        for (Metric metric : reading.unwrap().metrics().values()) {
            if (metric.metricName().name().equals("records-lag")
                    && metric.metricValue() instanceof Double lag
                    && !lag.isNaN()) {
                stats.endSeen(Math.max(stats.endOffset(), stats.offset() + 1 + lag.longValue()));
            }
        }
    }

    private void fail(Throwable cause) {
        if (failure != null || stream == null) {
            return;
        }
        failure = cause;
        log.error(
                "Ingest stopped: {}. The replica is not ready any more; mend the cause and restart",
                cause.toString(),
                cause);
        stream.pause();
    }

    @Override
    public Future<?> stop() {
        KafkaReadStream<byte[], byte[]> reading = stream;
        stream = null;
        if (reading != null) {
            reading.pause();
        }
        Future<?> written = writing.otherwiseEmpty();
        Future<?> closed = reading == null ? written : written.eventually(reading::close);
        WorkerExecutor executor = writer;
        return executor == null ? closed : closed.eventually(executor::close);
    }
}
