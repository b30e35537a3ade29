package dev.drover.ingest;

import dev.drover.cdc.BatchAssembly;
import dev.drover.chain.Head;
import dev.drover.config.HeadConfig;
import dev.drover.config.KafkaConfig;
import dev.drover.config.StartupException;
import dev.drover.head.HeadTracker;
import dev.drover.health.FatalErrors;
import dev.drover.health.Heartbeat;
import dev.drover.health.Heartbeats;
import dev.drover.kafka.TopicWatch;
import dev.drover.store.Batch;
import dev.drover.store.Schema;
import dev.drover.store.Store;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The verticle that reads the data topic into the store. Records arrive on its event loop through a Kafka stream, which is paused
 * while a poll's records wait to be processed. A dedicated thread processes and writes them; it owns the write side of the store,
 * the head tracker and the position.
 */
public final class IngestVerticle extends VerticleBase {
    private static final Logger log = LoggerFactory.getLogger(IngestVerticle.class);

    private final KafkaConfig kafka;
    private final HeadConfig head;
    private final Store store;
    private final IngestStats stats;
    private final Ingest.Sink sink;
    private final Heartbeats heartbeats;

    private volatile @Nullable IngestLoop loop;
    private volatile @Nullable Thread thread;

    /** Creates a verticle that writes to {@code store} and passes each head to {@code sink} on ingest's thread. */
    public IngestVerticle(
            KafkaConfig kafka,
            HeadConfig head,
            Store store,
            IngestStats stats,
            Ingest.Sink sink,
            Heartbeats heartbeats) {
        this.kafka = kafka;
        this.head = head;
        this.store = store;
        this.stats = stats;
        this.sink = sink;
        this.heartbeats = heartbeats;
    }

    /** Returns whether ingest has once reached the last known end of the topic. Any thread. */
    public boolean caughtUp() {
        IngestLoop running = loop;
        return running != null && running.caughtUp();
    }

    /** Returns the failure that stopped ingest, or one that has persisted for a minute, or null if there is none. Any thread. */
    public @Nullable Throwable failure() {
        IngestLoop running = loop;
        return running == null ? null : running.failure();
    }

    @Override
    public Future<?> start() {
        Promise<Void> started = Promise.promise();
        Thread owner = heartbeats.thread("drover-store-writer", heartbeat -> run(started, heartbeat));
        thread = owner;
        owner.start();
        return started.future();
    }

    private void run(Promise<Void> started, Heartbeat heartbeat) {
        try {
            loop = prepare(heartbeat);
        } catch (Throwable e) {
            FatalErrors.exitIfFatal(e);
            started.fail(e);
            return;
        }
        started.complete();
        Objects.requireNonNull(loop).run();
    }

    private IngestLoop prepare(Heartbeat heartbeat) {
        DataTopic topic = DataTopic.describe(kafka, heartbeat::beat);
        bind(topic.origin());
        RereadFrom.apply(kafka.topic(), store, storedPosition(), topic.extent());
        OptionalLong storedPosition = storedPosition();
        // Ingest never writes this key of the original Ether Cattle, so its value can only come from a snapshot.
        OptionalLong snapshotPosition =
                SnapshotPosition.read(store, kafka.topic().topic());
        StartPoint start = StartPoint.choose(
                kafka.topic(), storedPosition, snapshotPosition, topic.extent(), kafka.lookbackRecords());
        long end = topic.extent().end();
        IngestLoop prepared = new IngestLoop(
                context,
                kafka,
                watch(topic),
                end,
                stats,
                sink,
                (heads, earlier) -> open(start, heads, earlier),
                heartbeat::beat);
        Head remembered = tracker().head();
        if (storedPosition.isEmpty() && remembered == null && start.offset() > 0) {
            log.warn(
                    "Reading begins at offset {} without a snapshot: blocks that were built on earlier data stay incomplete",
                    start.offset());
        }
        stats.beginsAfter(start.offset() - 1, remembered == null ? 0 : remembered.number());
        stats.endSeen(end);
        log.info("Reading topic {} from offset {} to {}", kafka.topic().topic(), start.offset(), end);
        return prepared;
    }

    private TopicWatch watch(DataTopic topic) {
        return new TopicWatch(
                kafka.broker(),
                kafka.client(),
                kafka.topic().topic(),
                topic.origin().topicId());
    }

    /** Opens an ingest that continues at the stored position, or begins at {@code start} if there is none yet. */
    private Ingest open(StartPoint start, Ingest.Sink heads, EarlierRecords earlier) {
        HeadTracker tracker = tracker();
        tracker.decideUpTo(start.silentOffset());
        return new Ingest(
                store,
                tracker,
                new BatchAssembly(kafka.assembly(), stats.batches),
                storedPosition().orElse(start.offset()),
                stats,
                heads,
                earlier);
    }

    private OptionalLong storedPosition() {
        byte[] stored = store.own(OwnRecords.POSITION);
        return stored == null ? OptionalLong.empty() : OptionalLong.of(Schema.decodeNumber(stored));
    }

    private HeadTracker tracker() {
        byte[] memory = store.own(OwnRecords.TRACKER);
        try {
            return memory == null ? HeadTracker.begin(head, store) : HeadTracker.restore(head, memory);
        } catch (IllegalStateException e) {
            throw new StartupException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Binds a new store to this topic. Throws StartupException if the store already follows another topic. */
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

    @Override
    public Future<?> stop() {
        return vertx.executeBlocking(() -> {
            IngestLoop running = loop;
            Thread owner = thread;
            if (running != null) {
                running.stop();
            }
            if (owner != null) {
                owner.join();
            }
            return null;
        });
    }
}
