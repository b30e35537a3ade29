package dev.drover.config;

import java.time.Duration;

/**
 * Limits for JSON-RPC requests over any transport. Names and defaults are geth's where geth has the option.
 *
 * @param batchRequestLimit maximum number of requests in a batch (geth: 1,000); 0 means unlimited
 * @param batchResponseMaxBytes maximum total size of the results of a batch (geth: 25,000,000); 0 means unlimited
 * @param responseMaxBytes approximate maximum size of a single result
 * @param timeout maximum time from the arrival of a request to its response (geth: the HTTP write timeout of 30 s minus 100 ms)
 * @param inflightReads maximum number of requests that read the store, running and queued; further ones are refused with
 *     -32005
 * @param readThreads number of threads that read the store
 * @param minHeadWait maximum time a request waits for the minimum head it asks for; 0 means it does not wait
 * @param logs limits for log queries
 * @param evm limits for contract calls
 */
public record RpcConfig(
        int batchRequestLimit,
        long batchResponseMaxBytes,
        int responseMaxBytes,
        Duration timeout,
        int inflightReads,
        int readThreads,
        Duration minHeadWait,
        LogsConfig logs,
        EvmConfig evm) {
    /** Checks the settings. */
    public RpcConfig {
        Check.atLeast("--rpc.batch-request-limit", batchRequestLimit, 0);
        Check.atLeast("--rpc.batch-response-max-size", batchResponseMaxBytes, 0);
        Check.atLeast("--rpc.max-response-size", responseMaxBytes, 1);
        Check.atLeast("--rpc.timeout", timeout.toMillis(), 1);
        Check.atLeast("--rpc.max-inflight-reads", inflightReads, 1);
        Check.atLeast("--rpc.read-threads", readThreads, 1);
        Check.atLeast("--rpc.min-head-wait", minHeadWait.toMillis(), 0);
    }
}
