package dev.drover.config;

import java.time.Duration;

/**
 * Limits for contract calls. Names and defaults are geth's where geth has the option.
 *
 * @param gasCap cap on the gas that a call can use (geth: 50,000,000); 0 means infinite
 * @param timeout maximum execution time of a call (geth: 5 s); 0 means that only the request timeout applies
 * @param threads number of threads that execute contracts
 * @param inflight maximum number of contract calls, running and queued; further calls are refused with -32005
 */
public record EvmConfig(long gasCap, Duration timeout, int threads, int inflight) {
    /** Checks the settings. */
    public EvmConfig {
        Check.atLeast("--rpc.gascap", gasCap, 0);
        Check.atLeast("--rpc.evmtimeout", timeout.toMillis(), 0);
        Check.atLeast("--rpc.evm-threads", threads, 1);
        Check.atLeast("--rpc.max-inflight-evm", inflight, 1);
    }
}
