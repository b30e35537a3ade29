package dev.drover.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** The options {@code --http.*}. */
public final class HttpOptions {
    @Option(
            names = "--http.addr",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "HTTP-RPC server listening interface.")
    String addr;

    @Option(
            names = "--http.port",
            paramLabel = "PORT",
            defaultValue = "8545",
            description = "HTTP-RPC server listening port (0=any free port).")
    int port;

    @Option(
            names = "--http.corsdomain",
            paramLabel = "ORIGIN",
            split = ",",
            splitSynopsisLabel = ",",
            showDefaultValue = Visibility.NEVER,
            description =
                    "Origins to accept cross-origin requests from, comma-separated; * accepts any. Default: none.")
    List<String> corsDomains = new ArrayList<>();

    @Option(
            names = "--http.vhosts",
            paramLabel = "NAME",
            split = ",",
            splitSynopsisLabel = ",",
            defaultValue = "localhost",
            description = "Virtual host names to accept requests for, comma-separated; * accepts any. Requests to an IP"
                    + " address are always accepted.")
    List<String> vhosts;

    @Option(
            names = "--http.max-connections",
            paramLabel = "COUNT",
            defaultValue = "10000",
            description = "Maximum number of open connections. Further connections are closed immediately.")
    int connections;

    @Option(
            names = "--http.read-timeout",
            paramLabel = "DURATION",
            defaultValue = "30s",
            converter = Units.DurationConverter.class,
            description = "Maximum time to receive a request.")
    Duration readTimeout;

    @Option(
            names = "--http.write-timeout",
            paramLabel = "DURATION",
            defaultValue = "30s",
            converter = Units.DurationConverter.class,
            description = "Maximum time for a client to receive a large response; the connection is closed when it is"
                    + " exceeded.")
    Duration writeTimeout;

    @Option(
            names = "--http.idle-timeout",
            paramLabel = "DURATION",
            defaultValue = "120s",
            converter = Units.DurationConverter.class,
            description = "Time without traffic after which a connection is closed.")
    Duration idleTimeout;

    @Option(
            names = "--http.compression",
            paramLabel = "true|false",
            arity = "1",
            defaultValue = "true",
            description = "Compress responses for clients that accept it.")
    boolean compression;

    /** Returns the parsed settings. Throws IllegalArgumentException if they are invalid. */
    public HttpConfig config(int bodyMaxBytes) {
        return new HttpConfig(
                addr,
                port,
                corsDomains,
                vhosts,
                new HttpConfig.Limits(bodyMaxBytes, connections, readTimeout, writeTimeout, idleTimeout, compression));
    }
}
