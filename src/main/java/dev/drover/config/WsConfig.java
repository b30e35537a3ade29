package dev.drover.config;

import java.time.Duration;
import java.util.List;

/**
 * Settings of the WebSocket server for JSON-RPC.
 *
 * @param addr the address to listen on
 * @param port the TCP port; 0 chooses a free port
 * @param origins origins to accept connections from; {@code *} accepts any; empty accepts those of this machine. Clients that
 *     send no origin are always accepted
 * @param limits limits per connection
 */
public record WsConfig(String addr, int port, List<String> origins, Limits limits) {

    /**
     * Limits per connection.
     *
     * @param connections maximum number of open connections of all instances; further ones are refused with 503
     * @param messageMaxBytes maximum size of a message from a client (geth: 32 MiB); a larger one closes the connection with
     *     code 1009
     * @param subscriptionsPerConnection maximum number of subscriptions per connection
     * @param requestsPerConnection maximum number of messages per connection processed concurrently; further ones stay unread
     * @param pingInterval idle time after which a ping is sent, and the time allowed for its answer (geth: 30 s)
     * @param writeTimeout maximum time to send a large response, and for a client that fell behind to catch up; when it is
     *     exceeded, the connection is closed with code 1013
     * @param queue limits on the messages queued for a slow client
     * @param resumeBlocks maximum number of missed blocks that a subscription can catch up on
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
     * Limits on the messages queued for one connection, besides a large response that is being sent. When one is exceeded, the
     * connection is closed with code 1013. Block notifications do not exceed them: when the queue is half full, they are read
     * from the store later.
     *
     * @param messages maximum number of messages
     * @param bytes maximum size of the messages; a single message may be larger
     * @param timeout maximum time without progress of a client that fell behind; then the connection is closed too
     */
    public record Queue(int messages, long bytes, Duration timeout) {
        /** Checks the limits. */
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
