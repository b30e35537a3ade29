package dev.drover.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options {@code --pool.*}. */
public final class PoolOptions {
    @Option(
            names = "--pool.topic",
            paramLabel = "TOPIC",
            description =
                    "Topic on which replicas agree on the head that all of them show; made if absent. Give all replicas"
                            + " behind one load balancer the same. Default: none, the replica shows its own head.")
    @Nullable String topic;

    @Option(
            names = "--pool.name",
            paramLabel = "NAME",
            defaultValue = "",
            description = "Name of this replica in drover_poolStatus and logs; empty: host name and HTTP port.")
    String name;

    @Option(
            names = "--pool.on-kafka-loss",
            paramLabel = "refuse|serve",
            defaultValue = "refuse",
            description =
                    "What to do when the pool topic is out of reach for longer than the lease: refuse (503, safe), or serve"
                            + " the last head, which may be behind what other replicas show: such answers carry"
                            + " X-Head-Unsafe: 1.")
    PoolConfig.OnKafkaLoss onKafkaLoss;

    @Option(
            names = "--pool.lease",
            paramLabel = "DURATION",
            defaultValue = "2s",
            converter = Units.DurationConverter.class,
            description =
                    "How long a replica that is cut off goes on answering, 500ms to 10s; the head stands still for a"
                            + " little longer when one dies.")
    Duration lease;

    @Option(
            names = "--pool.max-lag",
            paramLabel = "DURATION",
            defaultValue = "3s",
            converter = Units.DurationConverter.class,
            description = "How long a replica may be behind the others before it leaves the pool to catch up.")
    Duration maxLag;

    @Option(
            names = "--pool.marker-after",
            paramLabel = "DURATION",
            defaultValue = "50ms",
            converter = Units.DurationConverter.class,
            description = "How long a request is held at a head change before the replica asks the topic for the head.")
    Duration markerAfter;

    @Option(
            names = "--pool.hold-max",
            paramLabel = "DURATION",
            defaultValue = "1s",
            converter = Units.DurationConverter.class,
            description = "Longest wait of a request for a head that may be shown; then 503.")
    Duration holdMax;

    @Option(
            names = "--pool.hold-requests",
            paramLabel = "COUNT",
            defaultValue = "10000",
            description = "Most requests that wait for a head at a time; more get 503 at once.")
    int holdRequests;

    /** The settings as given. Throws IllegalArgumentException if they make no sense. */
    public PoolConfig config() {
        return new PoolConfig(
                topic,
                name,
                onKafkaLoss,
                new PoolConfig.Times(
                        Math.toIntExact(lease.toMillis()),
                        Math.toIntExact(maxLag.toMillis()),
                        Math.toIntExact(markerAfter.toMillis())),
                new PoolConfig.Hold(Math.toIntExact(holdMax.toMillis()), holdRequests));
    }
}
