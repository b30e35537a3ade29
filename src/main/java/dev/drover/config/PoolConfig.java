package dev.drover.config;

import org.jspecify.annotations.Nullable;

/**
 * The pool that a replica belongs to: all replicas with the same topic show one head.
 *
 * @param topic the pool topic on the broker of the data topic; null: no pool, the replica shows its own head
 * @param name what the replica is called in the pool's status and logs; empty: host name and HTTP port
 * @param onKafkaLoss what happens to requests while the pool topic is out of reach
 */
public record PoolConfig(@Nullable String topic, String name, OnKafkaLoss onKafkaLoss, Times times, Hold hold) {

    /** What a replica does when it cannot know any more what the others show. */
    public enum OnKafkaLoss {
        /** Answers nothing that depends on the head: safe. */
        REFUSE,
        /** Goes on with the last head: other replicas may show later ones meanwhile. */
        SERVE
    }

    /**
     * The protocol's times.
     *
     * @param leaseMillis how long a replica may answer on the last status that the pool has seen of it
     * @param maxLagMillis how long it may be behind what the others have applied before it leaves
     * @param markerMillis how long a request is held before the replica asks the log itself where the head is
     */
    public record Times(int leaseMillis, int maxLagMillis, int markerMillis) {
        /** Checks the times. */
        public Times {
            Check.atLeast("--pool.lease", leaseMillis, 500);
            if (leaseMillis > 10_000) {
                throw new IllegalArgumentException("--pool.lease must be at most 10s, not " + leaseMillis + "ms");
            }
            Check.atLeast("--pool.max-lag", maxLagMillis, 1);
            Check.atLeast("--pool.marker-after", markerMillis, 1);
        }
    }

    /**
     * What requests may wait for a head.
     *
     * @param maxMillis longest wait; then 503
     * @param requests most requests that wait at a time; more are refused at once
     */
    public record Hold(int maxMillis, int requests) {
        /** Checks the bounds. */
        public Hold {
            Check.atLeast("--pool.hold-max", maxMillis, 1);
            Check.atLeast("--pool.hold-requests", requests, 1);
        }
    }

    /** Checks the settings. */
    public PoolConfig {
        if (topic != null) {
            Check.notBlank("--pool.topic", topic);
        }
    }
}
