package dev.drover.config;

import java.time.Duration;

/**
 * What one JSON-RPC request may cost, whatever transport it came by. Names and defaults are geth's where geth has one.
 *
 * @param batchRequestLimit calls in a batch (geth: 1,000); 0: any number
 * @param batchResponseMaxBytes results of a batch together (geth: 25,000,000); 0: any size
 * @param responseMaxBytes result of one call, more or less
 * @param timeout from the arrival of a request to its answer (geth: the HTTP write timeout of 30 s less 100 ms)
 * @param inflightReads requests that read the store, running and waiting together; more are refused with -32005
 * @param readThreads threads that read the store
 * @param minHeadWait longest wait for the head that a request names as the least; 0: none
 * @param logs what a search for logs may cost
 * @param evm what a call of contracts may cost
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
