package dev.drover.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options {@code --ops.*}, {@code --replica.*} and {@code --shutdown.*}. */
public final class OpsOptions {
    /** As long as geth takes. */
    private static final Duration SHUTDOWN_LEAST = Duration.ofSeconds(5);

    @Option(
            names = "--ops.addr",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Address on which /liveness, /readiness and /metrics are served.")
    String addr;

    @Option(
            names = "--ops.port",
            paramLabel = "PORT",
            defaultValue = "9545",
            description = "Port on which /liveness, /readiness and /metrics are served; 0 takes a free one.")
    int port;

    @Option(
            names = "--ops.heartbeat-timeout",
            paramLabel = "DURATION",
            defaultValue = "60s",
            converter = Units.DurationConverter.class,
            description =
                    "/liveness answers 503 when a thread has made no progress for this long; 0 for never. A thread that waits for Kafka makes progress.")
    Duration heartbeatTimeout;

    @Option(
            names = "--replica.startup.age",
            paramLabel = "DURATION",
            defaultValue = "0s",
            converter = Units.DurationConverter.class,
            description = "Not ready for the first time until the head is at most this old; 0 for any age.")
    Duration startupAge;

    @Option(
            names = "--replica.block.age",
            paramLabel = "DURATION",
            defaultValue = "10m",
            converter = Units.DurationConverter.class,
            description =
                    "Not ready while the head is older than this; 0 for any age, as chains need that make blocks on demand"
                            + " and recordings that are replayed.")
    Duration blockAge;

    @Option(
            names = "--replica.offset.age",
            paramLabel = "DURATION",
            defaultValue = "3m",
            converter = Units.DurationConverter.class,
            description =
                    "Not ready while the newest record read is older than this; masters send a heartbeat every 30 s. 0 for any"
                            + " age.")
    Duration offsetAge;

    @Option(
            names = "--shutdown.timeout",
            paramLabel = "DURATION",
            converter = Units.DurationConverter.class,
            description =
                    "Longest time for requests to be finished after SIGTERM. Default: --rpc.timeout, and at least 5s. Whoever stops the process must wait 15 s longer before killing it.")
    @Nullable Duration shutdownTimeout;

    /**
     * How long requests may take to be finished once the process was asked to stop.
     *
     * @param rpcTimeout how long a request may take
     */
    Duration shutdownTimeout(Duration rpcTimeout) {
        if (shutdownTimeout != null) {
            return shutdownTimeout;
        }
        return rpcTimeout.compareTo(SHUTDOWN_LEAST) > 0 ? rpcTimeout : SHUTDOWN_LEAST;
    }

    /** The settings as given. Throws IllegalArgumentException if they make no sense. */
    public OpsConfig config() {
        return new OpsConfig(
                addr, port, new OpsConfig.ReadinessLimits(startupAge, blockAge, offsetAge), heartbeatTimeout);
    }
}
