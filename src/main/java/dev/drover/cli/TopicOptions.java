package dev.drover.cli;

import dev.drover.config.TopicStart;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options of the commands that work on a topic: which one, and how to reach it. */
final class TopicOptions {
    @Option(
            names = "--kafka.broker",
            paramLabel = "HOST:PORT",
            defaultValue = "localhost:9092",
            description = "Kafka broker to begin with; several may be given, separated by commas.")
    String broker;

    @Option(
            names = "--kafka.topic",
            paramLabel = "T",
            defaultValue = "geth",
            description = "Topic with the masters' write operations.")
    String topic;

    @Option(
            names = "--kafka.client",
            paramLabel = "KEY=VALUE",
            split = "\\R",
            description = "A setting of the Kafka client, handed on as it is. May be repeated.")
    Map<String, String> client = new LinkedHashMap<>();

    /** The topic as given; of {@code T:N}, which a replica's settings may say, the name alone. */
    KafkaTopic topic() {
        return new KafkaTopic(broker, TopicStart.parse(topic).topic(), client);
    }
}
