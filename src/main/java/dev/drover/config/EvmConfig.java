package dev.drover.config;

import java.time.Duration;

/**
 * What calls of contracts may cost. Names and defaults are geth's where geth has one.
 *
 * @param gasCap most gas of a call (geth: 50,000,000); 0: any
 * @param timeout longest run of a call (geth: 5 s); 0: as long as the request may take
 * @param threads that run contracts
 * @param inflight calls of contracts, running and waiting together; more are refused with -32005
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
