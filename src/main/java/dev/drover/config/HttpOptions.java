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
            description = "Address on which JSON-RPC over HTTP is served.")
    String addr;

    @Option(
            names = "--http.port",
            paramLabel = "PORT",
            defaultValue = "8545",
            description = "Port on which JSON-RPC over HTTP is served; 0 takes a free one.")
    int port;

    @Option(
            names = "--http.corsdomain",
            paramLabel = "ORIGIN",
            split = ",",
            splitSynopsisLabel = ",",
            showDefaultValue = Visibility.NEVER,
            description = "Origins whose pages browsers may let call; * is any. Default: none.")
    List<String> corsDomains = new ArrayList<>();

    @Option(
            names = "--http.vhosts",
            paramLabel = "NAME",
            split = ",",
            splitSynopsisLabel = ",",
            defaultValue = "localhost",
            description = "Host names that requests may be addressed to; * is any. IP addresses always pass.")
    List<String> vhosts;

    @Option(
            names = "--http.max-connections",
            paramLabel = "COUNT",
            defaultValue = "10000",
            description = "Most open connections; more are closed at once.")
    int connections;

    @Option(
            names = "--http.read-timeout",
            paramLabel = "DURATION",
            defaultValue = "30s",
            converter = Units.DurationConverter.class,
            description = "Longest time for a request to arrive.")
    Duration readTimeout;

    @Option(
            names = "--http.write-timeout",
            paramLabel = "DURATION",
            defaultValue = "30s",
            converter = Units.DurationConverter.class,
            description = "Longest time for a client to take a large answer; then its connection is cut.")
    Duration writeTimeout;

    @Option(
            names = "--http.idle-timeout",
            paramLabel = "DURATION",
            defaultValue = "120s",
            converter = Units.DurationConverter.class,
            description = "Time without a byte after which a connection is closed.")
    Duration idleTimeout;

    @Option(
            names = "--http.compression",
            paramLabel = "true|false",
            arity = "1",
            defaultValue = "true",
            description = "Whether answers are compressed for clients that accept it.")
    boolean compression;

    /** The settings as given. Throws IllegalArgumentException if they make no sense. */
    public HttpConfig config(int bodyMaxBytes) {
        return new HttpConfig(
                addr,
                port,
                corsDomains,
                vhosts,
                new HttpConfig.Limits(bodyMaxBytes, connections, readTimeout, writeTimeout, idleTimeout, compression));
    }
}
