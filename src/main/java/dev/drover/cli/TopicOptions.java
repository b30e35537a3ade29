package dev.drover.cli;

import dev.drover.config.Defaults;
import dev.drover.config.TopicStart;
import dev.drover.kafka.KafkaTopic;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of the commands that work on a topic: which one, and how to reach it. */
final class TopicOptions {
    @Spec(Spec.Target.MIXEE)
    CommandSpec command;

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
            description = "A setting of the Kafka client, handed on as it is. May be repeated.")
    Map<String, String> client = new LinkedHashMap<>();

    /** The topic as given; of {@code T:N}, which a replica's settings may say, the name alone. */
    KafkaTopic topic() {
        Defaults.clientSettings(command.commandLine()).forEach(client::putIfAbsent);
        return new KafkaTopic(broker, TopicStart.parse(topic).topic(), client);
    }
}
