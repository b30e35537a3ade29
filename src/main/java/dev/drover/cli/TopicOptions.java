package dev.drover.cli;

import dev.drover.config.Defaults;
import dev.drover.config.TopicStart;
import dev.drover.kafka.KafkaTopic;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of commands that read or write a topic. */
final class TopicOptions {
    @Spec(Spec.Target.MIXEE)
    CommandSpec command;

    @Option(
            names = "--kafka.broker",
            paramLabel = "HOST:PORT",
            defaultValue = "localhost:9092",
            description = "Kafka bootstrap servers, comma-separated.")
    String broker;

    @Option(
            names = "--kafka.topic",
            paramLabel = "T",
            defaultValue = "geth",
            description = "Topic with the write operations of the masters.")
    String topic;

    @Option(
            names = "--kafka.client",
            paramLabel = "KEY=VALUE",
            description = "Kafka client property, passed through unchanged. May be repeated.")
    Map<String, String> client = new LinkedHashMap<>();

    /** Returns the selected topic. Of {@code T:N}, which the settings of a replica may contain, only the name is used. */
    KafkaTopic topic() {
        Defaults.clientSettings(command.commandLine()).forEach(client::putIfAbsent);
        return new KafkaTopic(broker, TopicStart.parse(topic).topic(), client);
    }
}
