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

    @Option(
            names = "--rpc.gascap",
            paramLabel = "GAS",
            defaultValue = "50000000",
            description = "Most gas of a call of contracts, and of a whole simulation; 0 for any.")
    long gasCap;

    @Option(
            names = "--rpc.evmtimeout",
            paramLabel = "DURATION",
            defaultValue = "5s",
            converter = Units.DurationConverter.class,
            description = "Longest run of a call of contracts; 0 for as long as the request may take.")
    Duration evmTimeout;

    @Option(
            names = "--rpc.evm-threads",
            paramLabel = "COUNT",
            defaultValue = "4",
            description = "Threads that run contracts for requests.")
    int evmThreads;

    @Option(
            names = "--rpc.max-inflight-evm",
            paramLabel = "COUNT",
            defaultValue = "64",
            description = "Most requests that run contracts at a time, waiting ones included; more are refused with"
                    + " -32005.")
    int inflightEvm;

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
                new LogsConfig(range, logQuery, logs),
                new EvmConfig(gasCap, evmTimeout, evmThreads, inflightEvm));
    }

    /** The largest body of an HTTP request. */
    int bodyMaxBytes() {
        return Check.intBytes("--rpc.http-body-limit", bodyBytes);
    }
}
