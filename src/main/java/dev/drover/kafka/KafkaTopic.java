package dev.drover.kafka;

import dev.drover.config.StartupException;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * A topic and the settings to connect to its broker.
 *
 * @param broker bootstrap servers, {@code host:port}, comma-separated
 * @param name name of the topic; only its partition 0 is used
 * @param client Kafka client properties, passed through unchanged; they override those set by Drover
 */
public record KafkaTopic(String broker, String name, Map<String, String> client) {
    /** Creates a topic of a broker that needs no client properties. */
    public KafkaTopic(String broker, String name) {
        this(broker, name, Map.of());
    }

    /** Returns the partition that holds the records. */
    public TopicPartition partition() {
        return new TopicPartition(name, 0);
    }

    /** Returns the properties for a Kafka client: {@code ours}, overridden by those of the user. */
    public Map<String, Object> settings(Map<String, Object> ours) {
        Map<String, Object> settings = new HashMap<>(ours);
        settings.put("bootstrap.servers", broker);
        settings.putAll(client);
        return settings;
    }

    /** Returns an exception that explains a failure of the Kafka client to the user. */
    public StartupException failure(Throwable cause) {
        if (cause instanceof TimeoutException) {
            return new StartupException(
                    "no Kafka broker answers at " + broker + ": start it, or correct --kafka.broker", cause);
        }
        // The message of the client is only "Failed to construct": the cause has the reason.
        Throwable reason = cause instanceof KafkaException && cause.getCause() != null ? cause.getCause() : cause;
        return new StartupException("Kafka at " + broker + ", topic " + name + ": " + reason.getMessage(), cause);
    }
}
