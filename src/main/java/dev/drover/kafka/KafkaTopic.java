package dev.drover.kafka;

import dev.drover.config.KafkaConfig;
import dev.drover.config.StartupException;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A topic and how to reach it. Creates the topic's consumers and producers, and words their errors.
 *
 * @param broker bootstrap brokers {@code host:port}, separated by commas
 * @param name the topic; its records are in partition 0
 * @param client settings that are passed to the Kafka client
 * @param option the option that names the topic, for error texts
 */
public record KafkaTopic(String broker, String name, Map<String, String> client, String option) {
    /** The option that names the data topic. */
    public static final String DATA_OPTION = "--kafka.topic";

    /** Describes a topic of write operations. */
    public KafkaTopic(String broker, String name, Map<String, String> client) {
        this(broker, name, client, DATA_OPTION);
    }

    /** Describes a topic of write operations on a broker that needs no client settings. */
    public KafkaTopic(String broker, String name) {
        this(broker, name, Map.of());
    }

    /** Returns the replica's data topic. */
    public static KafkaTopic data(KafkaConfig kafka) {
        return new KafkaTopic(kafka.broker(), kafka.topic().topic(), kafka.client());
    }

    /** Returns a topic on the replica's broker that {@code option} names. */
    public static KafkaTopic of(KafkaConfig kafka, String name, String option) {
        return new KafkaTopic(kafka.broker(), name, kafka.client(), option);
    }

    /** Returns the partition that holds the records. */
    public TopicPartition partition() {
        return new TopicPartition(name, 0);
    }

    /**
     * Returns the settings of a client: the user's settings override {@code defaults} and are overridden by {@code fixed}.
     */
    public Map<String, Object> settings(Map<String, ?> defaults, Map<String, ?> fixed) {
        Map<String, Object> settings = new HashMap<>(defaults);
        settings.putAll(client);
        settings.putAll(fixed);
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, broker);
        return settings;
    }

    /**
     * Returns the settings of a consumer. It never commits offsets, because positions are stored with the data, and never creates
     * the topic.
     */
    public Map<String, Object> consumerSettings(Map<String, ?> defaults, Map<String, ?> fixed) {
        Map<String, Object> settings = settings(defaults, fixed);
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return settings;
    }

    /**
     * Creates a consumer without an assignment, with {@link #consumerSettings}.
     *
     * @throws StartupException if the settings are invalid
     */
    public KafkaConsumer<byte[], byte[]> consumer(Map<String, ?> defaults, Map<String, ?> fixed) {
        try {
            return new KafkaConsumer<>(consumerSettings(defaults, fixed));
        } catch (KafkaException e) {
            throw failure(e);
        }
    }

    /**
     * Creates a producer.
     *
     * @throws StartupException if the settings are invalid
     */
    public KafkaProducer<byte[], byte[]> producer(Map<String, ?> defaults, Map<String, ?> fixed) {
        try {
            return new KafkaProducer<>(settings(defaults, fixed), new ByteArraySerializer(), new ByteArraySerializer());
        } catch (KafkaException e) {
            throw failure(e);
        }
    }

    /** Returns the exception that tells the operator why the topic cannot be used. */
    public StartupException failure(Throwable cause) {
        return switch (cause) {
            case TimeoutException timeout ->
                new StartupException(
                        "no Kafka broker answers at " + broker + " (" + timeout.getMessage()
                                + "): start it, or correct --kafka.broker",
                        cause);
            case UnknownTopicOrPartitionException unknown ->
                new StartupException(
                        "topic " + name + " does not exist on " + broker
                                + ": start a master that writes to it first, or correct " + option,
                        unknown);
            default ->
                new StartupException(
                        "topic " + name + " on the Kafka broker at " + broker + " cannot be used: "
                                + BrokerAdmin.rootMessage(cause)
                                + ". Check --kafka.broker, the kafka.client settings and the topic's ACLs",
                        cause);
        };
    }
}
