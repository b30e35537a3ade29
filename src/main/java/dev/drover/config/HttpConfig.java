package dev.drover.config;

import java.time.Duration;
import java.util.List;

/**
 * Settings of the HTTP server for JSON-RPC.
 *
 * @param addr the address to listen on
 * @param port the TCP port, which may be shared with the WebSocket server; 0 chooses a free port
 * @param corsDomains origins to accept cross-origin requests from; {@code *} accepts any; empty disables CORS
 * @param vhosts virtual host names to accept requests for; {@code *} accepts any. Requests to an IP address are always accepted
 * @param limits limits per connection and per request
 */
public record HttpConfig(String addr, int port, List<String> corsDomains, List<String> vhosts, Limits limits) {

    /**
     * Limits per connection and per request.
     *
     * @param bodyMaxBytes maximum size of a request body (geth: 5 MiB)
     * @param connections maximum number of open connections of all instances; further ones are closed immediately
     * @param readTimeout maximum time to receive a request (geth: 30 s)
     * @param writeTimeout maximum time to send a large response; the connection is closed when it is exceeded
     * @param idleTimeout time without traffic after which a connection is closed (geth: 120 s)
     * @param compression whether to compress responses for clients that accept it
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
