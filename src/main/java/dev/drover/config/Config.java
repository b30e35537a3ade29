package dev.drover.config;

/** All settings of one replica. Made by {@link Options}; immutable. */
public record Config(
        KafkaConfig kafka,
        HeadConfig head,
        StoreConfig store,
        CacheConfig cache,
        HttpConfig http,
        WsConfig ws,
        RpcConfig rpc,
        OpsConfig ops,
        LogConfig log) {}
