package dev.drover.testing;

import dev.drover.config.EvmConfig;
import dev.drover.config.LogsConfig;
import dev.drover.config.RpcConfig;
import java.time.Duration;

/** Limits for tests. */
public final class RpcConfigs {
    /** geth's defaults. */
    public static final RpcConfig GETH = new RpcConfig(
            1_000,
            25_000_000,
            128 << 20,
            Duration.ofMillis(29_900),
            256,
            4,
            Duration.ofMillis(500),
            new LogsConfig(0, 1_000, 100_000),
            new EvmConfig(50_000_000, Duration.ofSeconds(5), 4, 64));

    private RpcConfigs() {}

    /** The same with another {@code --rpc.timeout}. */
    public static RpcConfig withTimeout(Duration timeout) {
        return new RpcConfig(
                GETH.batchRequestLimit(),
                GETH.batchResponseMaxBytes(),
                GETH.responseMaxBytes(),
                timeout,
                GETH.inflightReads(),
                GETH.readThreads(),
                GETH.minHeadWait(),
                GETH.logs(),
                GETH.evm());
    }
}
