package dev.drover;

import dev.drover.config.Config;
import dev.drover.head.HeadFeed;
import dev.drover.head.HeadPublisher;
import dev.drover.ingest.IngestStats;
import dev.drover.ingest.IngestVerticle;
import dev.drover.ops.OpsVerticle;
import dev.drover.ops.ProgressLog;
import dev.drover.ops.Readiness;
import dev.drover.rpc.encode.CatchUp;
import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The second stage of a replica: reads the data topic, publishes heads, and reports to operators.
 *
 * @param feed announces the heads within the process
 * @param stats of ingest
 * @param ops the operators' port
 */
record Following(
        HeadSource source,
        HeadFeed feed,
        IngestVerticle ingest,
        IngestStats stats,
        Readiness readiness,
        OpsVerticle ops) {
    /** Returns whether ingest has read the topic to its end. The pool asks before ingest exists, because ingest needs the pool. */
    private static final class TopicRead implements BooleanSupplier {
        private volatile BooleanSupplier answer = () -> false;

        @Override
        public boolean getAsBoolean() {
            return answer.getAsBoolean();
        }
    }

    /**
     * Opens the operators' port and starts reading the data topic. Blocks until the topic's position is known, and throws
     * StartupException if the topic or the pool cannot be used.
     */
    static Following start(Config config, Storage storage, HeadSource.Factory factory, Lifecycle lifecycle) {
        IngestStats stats = new IngestStats();
        HeadFeed feed = new HeadFeed(storage.vertx());
        TopicRead topicRead = new TopicRead();
        HeadSource source = factory.create(storage, feed, stats, topicRead);
        HeadPublisher heads = source.publisher();
        lifecycle.onStop(heads::close);
        IngestVerticle ingest = new IngestVerticle(
                config.kafka(), config.head(), storage.store(), stats, heads::applied, storage.heartbeats());
        Readiness readiness = new Readiness(
                config.ops().readiness(),
                heads,
                new Readiness.Ingesting(ingest::caughtUp, ingest::failure, stats::recordTimeMillis),
                InstantSource.system());
        lifecycle.beforeStop(readiness::stopping);
        OpsVerticle ops = ops(config, storage, heads, ingest, stats, readiness, feed);
        lifecycle.deploy(storage.vertx(), ops);
        topicRead.answer = () -> hasReadTopic(ingest, stats);
        lifecycle.deploy(storage.vertx(), ingest);
        heads.start();
        return new Following(source, feed, ingest, stats, readiness, ops);
    }

    private static OpsVerticle ops(
            Config config,
            Storage storage,
            HeadPublisher heads,
            IngestVerticle ingest,
            IngestStats stats,
            Readiness readiness,
            HeadFeed feed) {
        InstantSource clock = InstantSource.system();
        ProgressLog progress = new ProgressLog(
                heads,
                new ProgressLog.Position(
                        ingest::caughtUp,
                        stats::offset,
                        stats::endOffset,
                        stats::recordTimeMillis,
                        stats.recordBytes::sum),
                clock);
        storage.meters().bindHead(heads, clock);
        storage.meters().bindIngest(stats);
        storage.meters().bindReadiness(readiness);
        return new OpsVerticle(config.ops(), storage.meters(), readiness, storage.heartbeats(), progress, feed);
    }

    private static boolean hasReadTopic(IngestVerticle ingest, IngestStats stats) {
        return ingest.caughtUp()
                && ingest.failure() == null
                && stats.lagRecords().equals(OptionalLong.of(0));
    }

    /** Returns how far the data topic was read, or null once its end was reached. Any thread; does not block. */
    @Nullable CatchUp catchUp() {
        return ingest.caughtUp()
                ? null
                : new CatchUp(
                        stats.startBlock(),
                        stats.records.sum(),
                        stats.lagRecords().orElse(0));
    }
}
