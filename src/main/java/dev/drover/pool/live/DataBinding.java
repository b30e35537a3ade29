package dev.drover.pool.live;

import dev.drover.blocks.ChainReader;
import dev.drover.chain.BlockId;
import dev.drover.chain.Hash;
import dev.drover.config.HeadConfig;
import dev.drover.config.KafkaConfig;
import dev.drover.config.StartupException;
import dev.drover.head.HeadRule;
import dev.drover.head.ServedHead;
import dev.drover.pool.Binding;
import dev.drover.pool.RecordCodec;
import java.util.Map;
import java.util.TreeMap;

/** Determines the {@link Binding} of this replica: chain, data topic and the settings that decide heads. */
final class DataBinding {
    private DataBinding() {}

    /** Returns the hash of block 0. Reads the store; throws IllegalStateException if the block is not stored. */
    static Hash genesis(ServedHead head) {
        BlockId genesis = head.head().number() == 0 ? head.head().id() : new ChainReader(head.view()).canonical(0);
        if (genesis == null) {
            throw new IllegalStateException("the genesis block is not in the store");
        }
        return genesis.hash();
    }

    /** Returns the text of the binding. Blocks: asks the broker for the topic's id. */
    static String of(KafkaConfig kafka, HeadConfig head, Hash genesis) {
        String topic = kafka.topic().topic();
        String text =
                new Binding(genesis.toString(), topic, PoolTopic.dataTopicId(kafka), settings(kafka, head)).text();
        if (text.length() > RecordCodec.DATA_MAX) {
            throw new StartupException("the name of topic " + topic + " is too long for a pool: shorten it by "
                    + (text.length() - RecordCodec.DATA_MAX) + " characters");
        }
        return text;
    }

    /** Returns the settings that decide heads, by name. */
    static Map<String, String> settings(KafkaConfig kafka, HeadConfig head) {
        Map<String, String> settings = new TreeMap<>(head.stated());
        settings.putAll(kafka.assembly().stated());
        settings.put(Binding.RULE, String.valueOf(HeadRule.VERSION));
        return settings;
    }
}
