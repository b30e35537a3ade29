package dev.drover.config;

import java.time.Duration;

/**
 * The port for operators, and what makes a replica ready and alive.
 *
 * @param addr the address to listen on
 * @param port the TCP port; 0 takes a free one
 * @param heartbeatTimeout how long a thread may make no progress before liveness ends; zero: for ever
 */
public record OpsConfig(String addr, int port, ReadinessLimits readiness, Duration heartbeatTimeout) {

    /**
     * How old things may be in a replica that is ready; zero: any age.
     *
     * @param startupAge of the head, once, before the replica is ready for the first time
     * @param blockAge of the head, always
     * @param offsetAge of the newest record read, heartbeats included
     */
    public record ReadinessLimits(Duration startupAge, Duration blockAge, Duration offsetAge) {
        /** No limit on any age. */
        public static final ReadinessLimits NONE = new ReadinessLimits(Duration.ZERO, Duration.ZERO, Duration.ZERO);
    }

    /** Checks the settings. */
    public OpsConfig {
        Check.notBlank("--ops.addr", addr);
        Check.port("--ops.port", port);
    }
}
