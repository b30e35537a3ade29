package dev.drover.txpool;

import dev.drover.config.KafkaConfig;
import dev.drover.health.Heartbeats;
import dev.drover.kafka.KafkaTopic;
import dev.drover.kafka.TopicTail;
import java.time.Duration;

/**
 * Reads the topic of pending transactions, all its partitions from their ends. It is not part of the chain: while the topic cannot
 * be read, dapps receive no pending transactions, and nothing else is affected.
 */
public final class PendingTopic implements AutoCloseable {
    private final TopicTail tail;

    /**
     * Starts reading.
     *
     * @param heartbeats watch the reading thread
     */
    public PendingTopic(Heartbeats heartbeats, KafkaConfig kafka, String topic, PendingTransactions transactions) {
        tail = new TopicTail(
                heartbeats,
                "drover-txpool",
                KafkaTopic.of(kafka, topic, "--kafka.txpool.topic"),
                Duration.ZERO,
                heartbeat -> {},
                transactions::add);
    }

    /** Stops reading. Blocks for a moment. */
    @Override
    public void close() {
        tail.close();
    }
}
