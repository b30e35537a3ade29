package dev.drover.config;

import java.time.Duration;

/**
 * All settings of one replica. Made by {@link Options}; immutable.
 *
 * @param shutdownTimeout how long requests may take to be finished once the process was asked to stop
 */
public record Config(
        KafkaConfig kafka,
        HeadConfig head,
        PoolConfig pool,
        StoreConfig store,
        CacheConfig cache,
        HttpConfig http,
        WsConfig ws,
        RpcConfig rpc,
        GpoConfig gpo,
        OpsConfig ops,
        LogConfig log,
        Duration shutdownTimeout) {
    /** The same, but for what a replica that is embedded in something else must be told. */
    public Config with(KafkaConfig otherKafka, StoreConfig otherStore, OpsConfig otherOps) {
        return new Config(
                otherKafka, head, pool, otherStore, cache, http, ws, rpc, gpo, otherOps, log, shutdownTimeout);
    }
}
