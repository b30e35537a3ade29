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
            description = "Maximum size of an HTTP request body.")
    long bodyBytes;

    @Option(
            names = "--rpc.batch-request-limit",
            paramLabel = "COUNT",
            defaultValue = "1000",
            description = "Maximum number of requests in a batch (0=unlimited).")
    int batchRequests;

    @Option(
            names = "--rpc.batch-response-max-size",
            paramLabel = "SIZE",
            defaultValue = "25MB",
            converter = Units.BytesConverter.class,
            description = "Maximum number of bytes returned from a batch (0=unlimited).")
    long batchResponseBytes;

    @Option(
            names = "--rpc.max-response-size",
            paramLabel = "SIZE",
            defaultValue = "128MiB",
            converter = Units.BytesConverter.class,
            description = "Maximum size of the result of a single request. A larger result is refused with -32003.")
    long responseBytes;

    @Option(
            names = "--rpc.timeout",
            paramLabel = "DURATION",
            defaultValue = "29s900ms",
            converter = Units.DurationConverter.class,
            description = "Maximum time from the arrival of a request to its response.")
    Duration timeout;

    @Option(
            names = "--rpc.max-inflight-reads",
            paramLabel = "COUNT",
            defaultValue = "256",
            description = "Maximum number of requests that read the store concurrently, including those queued. Further"
                    + " requests are refused with -32005.")
    int inflightReads;

    @Option(
            names = "--rpc.read-threads",
            paramLabel = "COUNT",
            defaultValue = "16",
            description = "Number of threads that read the store for requests.")
    int readThreads;

    @Option(
            names = "--rpc.min-head-wait",
            paramLabel = "DURATION",
            defaultValue = "500ms",
            converter = Units.DurationConverter.class,
            description = "Maximum time a request with an X-Min-Head header waits for a head with that number (0=does"
                    + " not wait).")
    Duration minHeadWait;

    @Option(
            names = "--rpc.rangelimit",
            paramLabel = "BLOCKS",
            defaultValue = "0",
            description = "Maximum block range of eth_getLogs (0=unlimited).")
    long range;

    @Option(
            names = "--rpc.logquerylimit",
            paramLabel = "COUNT",
            defaultValue = "1000",
            description = "Maximum number of addresses, and of alternative topics per position, in an eth_getLogs"
                    + " request (0=unlimited).")
    int logQuery;

    @Option(
            names = "--rpc.max-logs-per-response",
            paramLabel = "COUNT",
            defaultValue = "100000",
            description = "Maximum number of logs in a response to eth_getLogs (0=unlimited). A request with more logs"
                    + " is refused with -32005.")
    long logs;

    @Option(
            names = "--rpc.gascap",
            paramLabel = "GAS",
            defaultValue = "50000000",
            description = "Cap on the gas that eth_call, eth_estimateGas and a whole simulation can use (0=infinite).")
    long gasCap;

    @Option(
            names = "--rpc.evmtimeout",
            paramLabel = "DURATION",
            defaultValue = "5s",
            converter = Units.DurationConverter.class,
            description = "Timeout for eth_call and other contract calls (0=only the request timeout applies).")
    Duration evmTimeout;

    @Option(
            names = "--rpc.evm-threads",
            paramLabel = "COUNT",
            defaultValue = "4",
            description = "Number of threads that execute contracts for requests.")
    int evmThreads;

    @Option(
            names = "--rpc.max-inflight-evm",
            paramLabel = "COUNT",
            defaultValue = "64",
            description = "Maximum number of requests that execute contracts concurrently, including those queued."
                    + " Further requests are refused with -32005.")
    int inflightEvm;

    /** Returns the parsed settings. Throws IllegalArgumentException if they are invalid. */
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

    /** Returns the maximum size of an HTTP request body. */
    int bodyMaxBytes() {
        return Check.intBytes("--rpc.http-body-limit", bodyBytes);
    }
}
