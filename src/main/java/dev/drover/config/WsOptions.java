package dev.drover.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** The options {@code --ws.*}. */
public final class WsOptions {
    @Option(
            names = "--ws.addr",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "WS-RPC server listening interface.")
    String addr;

    @Option(
            names = "--ws.port",
            paramLabel = "PORT",
            defaultValue = "8546",
            description = "WS-RPC server listening port (0=any free port). It may be the HTTP port.")
    int port;

    @Option(
            names = "--ws.origins",
            paramLabel = "ORIGIN",
            split = ",",
            splitSynopsisLabel = ",",
            showDefaultValue = Visibility.NEVER,
            description = "Origins to accept WebSocket connections from, comma-separated; * accepts any. Default:"
                    + " localhost and the name of this machine. Clients that send no origin are always accepted.")
    List<String> origins = new ArrayList<>();

    @Option(
            names = "--ws.max-connections",
            paramLabel = "COUNT",
            defaultValue = "10000",
            description = "Maximum number of open connections. Further connections are refused with 503.")
    int connections;

    @Option(
            names = "--ws.max-message-size",
            paramLabel = "SIZE",
            defaultValue = "32MiB",
            converter = Units.BytesConverter.class,
            description = "Maximum size of a message from a client. A larger message closes the connection with code"
                    + " 1009.")
    long messageBytes;

    @Option(
            names = "--ws.max-subscriptions",
            paramLabel = "COUNT",
            defaultValue = "1000",
            description = "Maximum number of subscriptions per connection.")
    int subscriptions;

    @Option(
            names = "--ws.max-requests",
            paramLabel = "COUNT",
            defaultValue = "32",
            description = "Maximum number of requests per connection that are processed concurrently. Further requests"
                    + " wait.")
    int requests;

    @Option(
            names = "--ws.ping-interval",
            paramLabel = "DURATION",
            defaultValue = "30s",
            converter = Units.DurationConverter.class,
            description = "Idle time after which a client is pinged. A client that does not answer within the same time"
                    + " is disconnected.")
    Duration pingInterval;

    @Option(
            names = "--ws.write-timeout",
            paramLabel = "DURATION",
            defaultValue = "30s",
            converter = Units.DurationConverter.class,
            description = "Maximum time for a client to receive a large response, or to catch up after it fell behind."
                    + " When it is exceeded, the connection is closed with code 1013.")
    Duration writeTimeout;

    @Option(
            names = "--ws.queue.messages",
            paramLabel = "COUNT",
            defaultValue = "10000",
            description = "Maximum number of messages queued for a slow client. At half of it, block notifications are"
                    + " no longer queued but read from the store later; beyond it, the connection is closed with"
                    + " code 1013.")
    int queueMessages;

    @Option(
            names = "--ws.queue.bytes",
            paramLabel = "SIZE",
            defaultValue = "16MiB",
            converter = Units.BytesConverter.class,
            description = "Maximum number of bytes queued for a slow client. At half of it, block notifications are no"
                    + " longer queued but read from the store later; beyond it, the connection is closed with code"
                    + " 1013.")
    long queueBytes;

    @Option(
            names = "--ws.queue.timeout",
            paramLabel = "DURATION",
            defaultValue = "5s",
            converter = Units.DurationConverter.class,
            description = "Maximum time without progress of a client that fell behind. When it is exceeded, the"
                    + " connection is closed with code 1013.")
    Duration queueTimeout;

    @Option(
            names = "--ws.resume-blocks",
            paramLabel = "COUNT",
            defaultValue = "10000",
            description = "Maximum number of missed blocks that a subscription with fromBlock or fromBlockHash can"
                    + " catch up on.")
    int resumeBlocks;

    /** Returns the parsed settings. Throws IllegalArgumentException if they are invalid. */
    public WsConfig config() {
        return new WsConfig(
                addr,
                port,
                origins,
                new WsConfig.Limits(
                        connections,
                        Check.intBytes("--ws.max-message-size", messageBytes),
                        subscriptions,
                        requests,
                        pingInterval,
                        writeTimeout,
                        new WsConfig.Queue(queueMessages, queueBytes, queueTimeout),
                        resumeBlocks));
    }
}
