package dev.drover.config;

import java.time.Duration;

/**
 * All settings of a replica, created by {@link Options}. Immutable.
 *
 * @param shutdownTimeout maximum time for running requests to finish after the process was asked to stop
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
    /** Returns a copy with other Kafka settings. */
    public Config withKafka(KafkaConfig other) {
        return new Config(other, head, pool, store, cache, http, ws, rpc, gpo, ops, log, shutdownTimeout);
    }

    /** Returns a copy with other store settings. */
    public Config withStore(StoreConfig other) {
        return new Config(kafka, head, pool, other, cache, http, ws, rpc, gpo, ops, log, shutdownTimeout);
    }

    /** Returns a copy with other settings of the operations port. */
    public Config withOps(OpsConfig other) {
        return new Config(kafka, head, pool, store, cache, http, ws, rpc, gpo, other, log, shutdownTimeout);
    }
}
