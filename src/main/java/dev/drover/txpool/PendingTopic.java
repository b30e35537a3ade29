package dev.drover.txpool;

import dev.drover.health.Heartbeats;
import dev.drover.kafka.TopicTail;
import java.time.Duration;
import java.util.Map;

/**
 * Reads the topic of pending transactions, all its partitions from their ends on. It is no part of the chain: where it is out
 * of reach, dapps hear of no pending transactions, and that is all.
 */
public final class PendingTopic implements AutoCloseable {
    private final TopicTail tail;

    /**
     * Begins to read.
     *
     * @param heartbeats watch the reading thread
     * @param client settings handed to the Kafka client as they are
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

    /** Reads nothing any more. Blocks for a moment. */
    @Override
    public void close() {
        tail.close();
    }
}
