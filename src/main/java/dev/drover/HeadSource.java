package dev.drover;

import dev.drover.config.Config;
import dev.drover.head.HeadFeed;
import dev.drover.head.HeadPublisher;
import dev.drover.head.StandaloneHeads;
import dev.drover.ingest.IngestStats;
import dev.drover.pool.live.Pool;
import dev.drover.pool.live.PoolStatus;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who decides which head clients see: the replica alone, or its pool.
 *
 * @param publisher serves and announces the heads
 * @param poolStatus returns the pool's status, or null without a pool; called on any thread, does not block
 */
record HeadSource(HeadPublisher publisher, Supplier<@Nullable PoolStatus> poolStatus) {
    /** Creates the head source of a replica. */
    @FunctionalInterface
    interface Factory {
        /**
         * Creates the head source.
         *
         * @param feed announces the heads within the process
         * @param stats of the ingest that applies the heads
         * @param topicRead returns whether the data topic has been read to its end; called on any thread
         */
        HeadSource create(Storage storage, HeadFeed feed, IngestStats stats, BooleanSupplier topicRead);
    }

    /** Returns a head source without a pool. */
    static HeadSource standalone(HeadPublisher publisher) {
        return new HeadSource(publisher, () -> null);
    }

    /** Returns the factory that {@code --pool.topic} selects. */
    static Factory of(Config config) {
        if (config.pool().topic() == null) {
            return (storage, feed, stats, topicRead) -> standalone(new StandaloneHeads(feed::publish));
        }
        return (storage, feed, stats, topicRead) -> {
            Pool pool = new Pool(config, storage.heartbeats(), topicRead, feed::publish);
            storage.meters().bindPool(pool);
            return new HeadSource(pool, pool::status);
        };
    }
}
