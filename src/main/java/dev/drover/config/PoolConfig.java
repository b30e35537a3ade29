package dev.drover.config;

import org.jspecify.annotations.Nullable;

/**
 * Settings of the pool that a replica belongs to. All replicas with the same pool topic show the same head.
 *
 * @param topic the pool topic, on the broker of the data topic; null if the replica is not in a pool and shows its own head
 * @param name name of the replica in the pool status and in logs; if empty, the host name and the HTTP port
 * @param onKafkaLoss how requests are handled while the pool topic is unreachable
 * @param times timing parameters of the protocol
 * @param hold limits on requests that wait for a head
 */
public record PoolConfig(@Nullable String topic, String name, OnKafkaLoss onKafkaLoss, Times times, Hold hold) {

    /** How a replica handles requests when it no longer knows which head the other replicas show. */
    public enum OnKafkaLoss {
        /** Refuses all requests that depend on the head: safe. */
        REFUSE,
        /** Continues to serve the last head; other replicas may already show later ones. */
        SERVE
    }

    /**
     * Timing parameters of the protocol.
     *
     * @param leaseMillis how long a replica may answer requests after the last of its status records that the pool has seen
     * @param maxLagMillis how long it may be behind the positions that the others have applied before it leaves the pool
     * @param markerMillis how long a request is held before the replica writes a marker to find the current head in the log
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
     * Limits on requests that wait for a head.
     *
     * @param maxMillis maximum time to wait; after that the request is refused with 503
     * @param requests maximum number of requests that wait concurrently; further ones are refused immediately
     */
    public record Hold(int maxMillis, int requests) {
        /** Checks the limits. */
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
