package dev.drover.config;

import java.time.Duration;
import java.util.List;

/**
 * The HTTP server for JSON-RPC.
 *
 * @param addr the address to listen on
 * @param port the TCP port; 0 takes a free one. The WebSocket server's port may be the same
 * @param corsDomains origins that browsers may call from; {@code *} is any; none: no CORS
 * @param vhosts host names that requests may be addressed to; {@code *} is any. Requests to an IP address always pass
 * @param limits what one connection and one request may cost
 */
public record HttpConfig(String addr, int port, List<String> corsDomains, List<String> vhosts, Limits limits) {

    /**
     * What one connection and one request may cost.
     *
     * @param bodyMaxBytes size of a request's body (geth: 5 MiB)
     * @param connections open connections of all instances together; more are closed at once
     * @param readTimeout time for a request to arrive (geth: 30 s)
     * @param writeTimeout time to send an answer that is too large to be sent at once; then the connection is cut
     * @param idleTimeout time without a byte before a connection is closed (geth: 120 s)
     * @param compression whether answers are compressed for clients that accept it
     */
    public record Limits(
            int bodyMaxBytes,
            int connections,
            Duration readTimeout,
            Duration writeTimeout,
            Duration idleTimeout,
            boolean compression) {
        /** Checks the limits. */
        public Limits {
            Check.atLeast("--rpc.http-body-limit", bodyMaxBytes, 1);
            Check.atLeast("--http.max-connections", connections, 1);
            Check.atLeast("--http.read-timeout", readTimeout.toMillis(), 1);
            Check.atLeast("--http.write-timeout", writeTimeout.toMillis(), 1);
            Check.atLeast("--http.idle-timeout", idleTimeout.toMillis(), 1);
        }
    }

    /** Checks the settings. */
    public HttpConfig {
        Check.notBlank("--http.addr", addr);
        Check.port("--http.port", port);
        corsDomains = List.copyOf(corsDomains);
        vhosts = List.copyOf(vhosts);
    }
}
