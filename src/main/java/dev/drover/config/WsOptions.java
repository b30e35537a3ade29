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
            description = "Address on which JSON-RPC over WebSocket is served.")
    String addr;

    @Option(
            names = "--ws.port",
            paramLabel = "PORT",
            defaultValue = "8546",
            description = "Port on which JSON-RPC over WebSocket is served; 0 takes a free one.")
    int port;

    @Option(
            names = "--ws.origins",
            paramLabel = "ORIGIN",
            split = ",",
            splitSynopsisLabel = ",",
            showDefaultValue = Visibility.NEVER,
            description =
                    "Origins whose pages browsers may let connect; * is any. Default: localhost and this machine's name."
                            + " Clients that name no origin always pass.")
    List<String> origins = new ArrayList<>();

    @Option(
            names = "--ws.max-connections",
            paramLabel = "COUNT",
            defaultValue = "10000",
            description = "Most open connections; more are refused with 503.")
    int connections;

    @Option(
            names = "--ws.max-message-size",
            paramLabel = "SIZE",
            defaultValue = "32MiB",
            converter = Units.BytesConverter.class,
            description = "Largest message from a client; a larger one closes its connection with 1009.")
    long messageBytes;

    @Option(
            names = "--ws.max-subscriptions",
            paramLabel = "COUNT",
            defaultValue = "1000",
            description = "Most subscriptions of one connection.")
    int subscriptions;

    @Option(
            names = "--ws.max-requests",
            paramLabel = "COUNT",
            defaultValue = "32",
            description = "Most requests of one connection that are answered at a time; the next ones wait.")
    int requests;

    @Option(
            names = "--ws.ping-interval",
            paramLabel = "DURATION",
            defaultValue = "30s",
            converter = Units.DurationConverter.class,
            description =
                    "Silence after which a client is pinged; one that does not answer within the same time is dropped.")
    Duration pingInterval;

    @Option(
            names = "--ws.write-timeout",
            paramLabel = "DURATION",
            defaultValue = "30s",
            converter = Units.DurationConverter.class,
            description =
                    "Longest time for a client to take a large answer, or to catch up when it fell behind; then it is"
                            + " closed with 1013.")
    Duration writeTimeout;

    @Option(
            names = "--ws.queue.messages",
            paramLabel = "COUNT",
            defaultValue = "10000",
            description =
                    "Most messages that wait for a slow reader. At half of it, news of blocks is read from the store later;"
                            + " beyond it the connection is closed with 1013.")
    int queueMessages;

    @Option(
            names = "--ws.queue.bytes",
            paramLabel = "SIZE",
            defaultValue = "16MiB",
            converter = Units.BytesConverter.class,
            description =
                    "Most bytes that wait for a slow reader. At half of it, news of blocks is read from the store later;"
                            + " beyond it the connection is closed with 1013.")
    long queueBytes;

    @Option(
            names = "--ws.queue.timeout",
            paramLabel = "DURATION",
            defaultValue = "5s",
            converter = Units.DurationConverter.class,
            description = "Longest time for a client that fell behind to take nothing; then it is closed with 1013.")
    Duration queueTimeout;

    @Option(
            names = "--ws.resume-blocks",
            paramLabel = "COUNT",
            defaultValue = "10000",
            description = "Most blocks that a subscription with fromBlock or fromBlockHash may have missed.")
    int resumeBlocks;

    /** The settings as given. Throws IllegalArgumentException if they make no sense. */
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
