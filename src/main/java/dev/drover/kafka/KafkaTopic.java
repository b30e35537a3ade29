package dev.drover.kafka;

import dev.drover.config.StartupException;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * A topic and how to reach it.
 *
 * @param broker brokers to begin with, {@code host:port}, separated by commas
 * @param name the topic; its partition 0 is what counts
 * @param client settings for the Kafka client, handed on as they are; they win over ours
 */
public record KafkaTopic(String broker, String name, Map<String, String> client) {
    /** A topic of a broker that needs no settings. */
    public KafkaTopic(String broker, String name) {
        this(broker, name, Map.of());
    }

    /** Returns the partition that holds the records. */
    public TopicPartition partition() {
        return new TopicPartition(name, 0);
    }

    /** Our settings for a client of this topic's broker, and the user's over them. */
    public Map<String, Object> settings(Map<String, Object> ours) {
        Map<String, Object> settings = new HashMap<>(ours);
        settings.put("bootstrap.servers", broker);
        settings.putAll(client);
        return settings;
    }

    /** What to tell the user about a failure of Kafka. */
    public StartupException failure(Throwable cause) {
        if (cause instanceof TimeoutException) {
            return new StartupException(
                    "no Kafka broker answers at " + broker + ": start it, or correct --kafka.broker", cause);
        }
        // The client says "failed to construct" and hides the reason below.
        Throwable reason = cause instanceof KafkaException && cause.getCause() != null ? cause.getCause() : cause;
        return new StartupException("Kafka at " + broker + ", topic " + name + ": " + reason.getMessage(), cause);
    }
}
