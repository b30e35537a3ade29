package dev.drover.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options {@code --pool.*}. */
public final class PoolOptions {
    @Option(
            names = "--pool.topic",
            paramLabel = "TOPIC",
            description = "Topic on which the replicas agree on the head that all of them show; created if it does not"
                    + " exist. Use the same topic for all replicas behind a load balancer. Default: none, the"
                    + " replica shows its own head.")
    @Nullable String topic;

    @Option(
            names = "--pool.name",
            paramLabel = "NAME",
            defaultValue = "",
            description = "Name of this replica in drover_poolStatus and in logs. If empty, the host name and the HTTP"
                    + " port.")
    String name;

    @Option(
            names = "--pool.on-kafka-loss",
            paramLabel = "refuse|serve",
            defaultValue = "refuse",
            description = "What to do when the pool topic is unreachable for longer than the lease: refuse requests"
                    + " (503, safe), or serve the last head, which may be behind the head of other replicas. Such"
                    + " responses carry X-Head-Unsafe: 1.")
    PoolConfig.OnKafkaLoss onKafkaLoss;

    @Option(
            names = "--pool.lease",
            paramLabel = "DURATION",
            defaultValue = "2s",
            converter = Units.DurationConverter.class,
            description = "How long a replica that is cut off from Kafka continues to answer, 500ms to 10s. When a"
                    + " replica dies, the head stands still for slightly longer than this.")
    Duration lease;

    @Option(
            names = "--pool.max-lag",
            paramLabel = "DURATION",
            defaultValue = "3s",
            converter = Units.DurationConverter.class,
            description = "Maximum time a replica may be behind the others before it leaves the pool to catch up.")
    Duration maxLag;

    @Option(
            names = "--pool.marker-after",
            paramLabel = "DURATION",
            defaultValue = "50ms",
            converter = Units.DurationConverter.class,
            description = "How long a request is held during a head change before the replica looks up the head in the"
                    + " topic.")
    Duration markerAfter;

    @Option(
            names = "--pool.hold-max",
            paramLabel = "DURATION",
            defaultValue = "1s",
            converter = Units.DurationConverter.class,
            description =
                    "Maximum time to hold a request until a head may be shown; after that it is refused with 503.")
    Duration holdMax;

    @Option(
            names = "--pool.hold-requests",
            paramLabel = "COUNT",
            defaultValue = "10000",
            description = "Maximum number of requests held concurrently. Further requests are refused with 503"
                    + " immediately.")
    int holdRequests;

    /** Returns the parsed settings. Throws IllegalArgumentException if they are invalid. */
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
