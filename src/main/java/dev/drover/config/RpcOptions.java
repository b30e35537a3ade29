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

    /** The settings as given. Throws IllegalArgumentException if they make no sense. */
    public RpcConfig config() {
        return new RpcConfig(batchRequests, batchResponseBytes, timeout, inflightReads, readThreads, minHeadWait);
    }

    /** The largest body of an HTTP request. */
    int bodyMaxBytes() {
        return Check.intBytes("--rpc.http-body-limit", bodyBytes);
    }
}
