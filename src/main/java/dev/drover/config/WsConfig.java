package dev.drover.config;

import java.time.Duration;
import java.util.List;

/**
 * The WebSocket server for JSON-RPC.
 *
 * @param addr the address to listen on
 * @param port the TCP port; 0 takes a free one
 * @param origins origins that browsers may connect from; {@code *} is any; none: those of this machine. Clients that name no
 *     origin always pass
 * @param limits what connections may cost
 */
public record WsConfig(String addr, int port, List<String> origins, Limits limits) {

    /**
     * What connections may cost.
     *
     * @param connections open connections of all instances together; more are refused with 503
     * @param messageMaxBytes size of one message from a client (geth: 32 MiB); a larger one closes with 1009
     * @param subscriptionsPerConnection subscriptions of one connection
     * @param requestsPerConnection messages of one connection being answered at a time; the next ones wait unread
     * @param pingInterval silence after which a ping is sent, and time for its answer (geth: 30 s)
     * @param writeTimeout time to send an answer that is too large to be sent at once, and for a client that fell behind to be
     *     up to date again; then the connection is closed with 1013
     * @param queue what may wait for a slow reader
     * @param resumeBlocks how many blocks a subscription may be brought up to date by
     */
    public record Limits(
            int connections,
            int messageMaxBytes,
            int subscriptionsPerConnection,
            int requestsPerConnection,
            Duration pingInterval,
            Duration writeTimeout,
            Queue queue,
            int resumeBlocks) {
        /** Checks the limits. */
        public Limits {
            Check.atLeast("--ws.max-connections", connections, 1);
            Check.atLeast("--ws.max-message-size", messageMaxBytes, 1);
            Check.atLeast("--ws.max-subscriptions", subscriptionsPerConnection, 0);
            Check.atLeast("--ws.max-requests", requestsPerConnection, 1);
            Check.atLeast("--ws.ping-interval", pingInterval.toMillis(), 1);
            Check.atLeast("--ws.write-timeout", writeTimeout.toMillis(), 1);
            Check.atLeast("--ws.resume-blocks", resumeBlocks, 0);
        }
    }

    /**
     * What may wait to be sent to one connection, besides a large answer that is being sent. Past either bound, the connection is
     * closed with 1013. Blocks do not bring that about: when half of it waits, their news is read from the store later.
     *
     * @param messages number of messages
     * @param bytes their bytes; one message alone may be larger
     * @param timeout how long a client that fell behind may take nothing; then the connection is closed, too
     */
    public record Queue(int messages, long bytes, Duration timeout) {
        /** Checks the bounds. */
        public Queue {
            Check.atLeast("--ws.queue.messages", messages, 1);
            Check.atLeast("--ws.queue.bytes", bytes, 1);
            Check.atLeast("--ws.queue.timeout", timeout.toMillis(), 1);
        }
    }

    /** Checks the settings. */
    public WsConfig {
        Check.notBlank("--ws.addr", addr);
        Check.port("--ws.port", port);
        origins = List.copyOf(origins);
    }
}
