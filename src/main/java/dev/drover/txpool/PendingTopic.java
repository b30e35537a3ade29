package dev.drover.txpool;

import dev.drover.health.Heartbeats;
import dev.drover.kafka.TopicTail;
import java.time.Duration;
import java.util.Map;

/**
 * Reads all partitions of the pending transaction topic, starting at their ends. The topic is not part of the chain: while it
 * is unreachable, subscribers receive no pending transactions, and nothing else is affected.
 */
public final class PendingTopic implements AutoCloseable {
    private final TopicTail tail;

    /**
     * Starts reading on a thread of its own.
     *
     * @param heartbeats monitor the reading thread
     * @param client Kafka client properties, passed through unchanged
     */
    public PendingTopic(
            Heartbeats heartbeats,
            String broker,
            Map<String, String> client,
            String topic,
            PendingTransactions transactions) {
        tail = new TopicTail(
                heartbeats, "drover-txpool", broker, client, topic, Duration.ZERO, () -> {}, transactions::add);
    }

    /** Stops reading. Blocks for a short time. */
    @Override
    public void close() {
        tail.close();
    }
}
