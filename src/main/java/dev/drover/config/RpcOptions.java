package dev.drover.config;

import java.time.Duration;
import picocli.CommandLine.Option;

/** The options {@code --rpc.*}. */
public final class RpcOptions {
    @Option(
            names = "--rpc.http-body-limit",
            paramLabel = "SIZE",
            defaultValue = "5MiB",
            converter = Units.BytesConverter.class,
            description = "Largest body of an HTTP request.")
    long bodyBytes;

    @Option(
            names = "--rpc.batch-request-limit",
            paramLabel = "COUNT",
            defaultValue = "1000",
            description = "Most calls in a batch; 0 for any number.")
    int batchRequests;

    @Option(
            names = "--rpc.batch-response-max-size",
            paramLabel = "SIZE",
            defaultValue = "25MB",
            converter = Units.BytesConverter.class,
            description = "Most bytes that the results of a batch have together; 0 for any size.")
    long batchResponseBytes;

    @Option(
            names = "--rpc.max-response-size",
            paramLabel = "SIZE",
            defaultValue = "128MiB",
            converter = Units.BytesConverter.class,
            description = "Largest result of one call; a larger one is refused with -32003.")
    long responseBytes;

    @Option(
            names = "--rpc.timeout",
            paramLabel = "DURATION",
            defaultValue = "29s900ms",
            converter = Units.DurationConverter.class,
            description = "Longest time from the arrival of a request to its answer.")
    Duration timeout;

    @Option(
            names = "--rpc.max-inflight-reads",
            paramLabel = "COUNT",
            defaultValue = "256",
            description =
                    "Most requests that read the store at a time, waiting ones included; more are refused with -32005.")
    int inflightReads;

    @Option(
            names = "--rpc.read-threads",
            paramLabel = "COUNT",
            defaultValue = "16",
            description = "Threads that read the store for requests.")
    int readThreads;

    @Option(
            names = "--rpc.min-head-wait",
            paramLabel = "DURATION",
            defaultValue = "500ms",
            converter = Units.DurationConverter.class,
            description = "Longest wait of a request with the header X-Min-Head for a head of that number.")
    Duration minHeadWait;

    @Option(
            names = "--rpc.rangelimit",
            paramLabel = "BLOCKS",
            defaultValue = "0",
            description = "Longest block range of eth_getLogs; 0 for any.")
    long range;

    @Option(
            names = "--rpc.logquerylimit",
            paramLabel = "COUNT",
            defaultValue = "1000",
            description = "Most addresses, and most topics at one position, that eth_getLogs takes; 0 for any number.")
    int logQuery;

    @Option(
            names = "--rpc.max-logs-per-response",
            paramLabel = "COUNT",
            defaultValue = "100000",
            description = "Most logs in one answer of eth_getLogs; more are refused with -32005. 0 for any number.")
    long logs;

    /** The settings as given. Throws IllegalArgumentException if they make no sense. */
    public RpcConfig config() {
        return new RpcConfig(
                batchRequests,
                batchResponseBytes,
                Check.intBytes("--rpc.max-response-size", responseBytes),
                timeout,
                inflightReads,
                readThreads,
                minHeadWait,
                new LogsConfig(range, logQuery, logs));
    }

    /** The largest body of an HTTP request. */
    int bodyMaxBytes() {
        return Check.intBytes("--rpc.http-body-limit", bodyBytes);
    }
}
