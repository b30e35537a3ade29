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
            description = "Listening interface for /liveness, /readiness and /metrics.")
    String addr;

    @Option(
            names = "--ops.port",
            paramLabel = "PORT",
            defaultValue = "9545",
            description = "Listening port for /liveness, /readiness and /metrics (0=any free port).")
    int port;

    @Option(
            names = "--ops.heartbeat-timeout",
            paramLabel = "DURATION",
            defaultValue = "60s",
            converter = Units.DurationConverter.class,
            description = "Time without progress of a thread after which /liveness returns 503 (0=never). A thread that"
                    + " waits for Kafka makes progress.")
    Duration heartbeatTimeout;

    @Option(
            names = "--replica.startup.age",
            paramLabel = "DURATION",
            defaultValue = "0s",
            converter = Units.DurationConverter.class,
            description = "Maximum age of the head for the replica to become ready for the first time (0=any age).")
    Duration startupAge;

    @Option(
            names = "--replica.block.age",
            paramLabel = "DURATION",
            defaultValue = "10m",
            converter = Units.DurationConverter.class,
            description = "Maximum age of the head of a ready replica (0=any age). Use 0 for chains that make blocks on"
                    + " demand and for replayed recordings.")
    Duration blockAge;

    @Option(
            names = "--replica.offset.age",
            paramLabel = "DURATION",
            defaultValue = "3m",
            converter = Units.DurationConverter.class,
            description = "Maximum age of the newest record of a ready replica (0=any age). Masters send a heartbeat"
                    + " every 30 s.")
    Duration offsetAge;

    @Option(
            names = "--shutdown.timeout",
            paramLabel = "DURATION",
            converter = Units.DurationConverter.class,
            description =
                    "Maximum time for running requests to finish after SIGTERM. Default: the value of --rpc.timeout, but at"
                            + " least 5s. A supervisor must wait 15 s longer before it kills the process.")
    @Nullable Duration shutdownTimeout;

    /**
     * Returns the maximum time for running requests to finish after the process was asked to stop.
     *
     * @param rpcTimeout maximum time of a request
     */
    Duration shutdownTimeout(Duration rpcTimeout) {
        if (shutdownTimeout != null) {
            return shutdownTimeout;
        }
        return rpcTimeout.compareTo(SHUTDOWN_LEAST) > 0 ? rpcTimeout : SHUTDOWN_LEAST;
    }

    /** Returns the parsed settings. Throws IllegalArgumentException if they are invalid. */
    public OpsConfig config() {
        return new OpsConfig(
                addr, port, new OpsConfig.ReadinessLimits(startupAge, blockAge, offsetAge), heartbeatTimeout);
    }
}
