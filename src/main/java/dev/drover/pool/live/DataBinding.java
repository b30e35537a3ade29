package dev.drover.pool.live;

import dev.drover.chain.BlockId;
import dev.drover.config.KafkaConfig;
import dev.drover.head.ServedHead;
import dev.drover.store.ChainReader;

/** What all replicas of a pool must have in common: the chain, and the topic from which they have it. */
final class DataBinding {
    private DataBinding() {}

    /** Genesis hash, data topic and its id. Asks the store and the broker. */
    static String of(KafkaConfig kafka, ServedHead head) {
        BlockId genesis = head.head().number() == 0 ? head.head().id() : new ChainReader(head.view()).canonical(0);
        if (genesis == null) {
            throw new IllegalStateException("the genesis block is not in the store");
        }
        String topic = kafka.topic().topic();
        return genesis.hash() + "/" + topic + "/" + PoolTopic.idOf(kafka, topic);
    }
}
