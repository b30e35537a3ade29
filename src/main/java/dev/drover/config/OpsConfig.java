package dev.drover.config;

import java.time.Duration;

/**
 * Settings of the operations port, and the limits for readiness and liveness.
 *
 * @param addr the address to listen on
 * @param port the TCP port; 0 chooses a free port
 * @param readiness maximum ages for readiness
 * @param heartbeatTimeout time without progress of a thread after which the replica is not live; zero means never
 */
public record OpsConfig(String addr, int port, ReadinessLimits readiness, Duration heartbeatTimeout) {

    /**
     * Maximum ages for a replica to be ready; zero allows any age.
     *
     * @param startupAge maximum age of the head for the replica to become ready for the first time
     * @param blockAge maximum age of the head at any time
     * @param offsetAge maximum age of the newest record read, heartbeats included
     */
    public record ReadinessLimits(Duration startupAge, Duration blockAge, Duration offsetAge) {
        /** Allows any age. */
        public static final ReadinessLimits NONE = new ReadinessLimits(Duration.ZERO, Duration.ZERO, Duration.ZERO);
    }

    /** Checks the settings. */
    public OpsConfig {
        Check.notBlank("--ops.addr", addr);
        Check.port("--ops.port", port);
    }

    /** Returns a copy with other maximum ages. */
    public OpsConfig with(ReadinessLimits limits) {
        return new OpsConfig(addr, port, limits, heartbeatTimeout);
    }
}
