package dev.drover.config;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The options {@code --kafka.*}. */
public final class KafkaOptions {
    @Option(
            names = "--kafka.broker",
            paramLabel = "HOST:PORT",
            defaultValue = "localhost:9092",
            description = "Kafka broker to begin with; several may be given, separated by commas.")
    String broker;

    @Option(
            names = "--kafka.topic",
            paramLabel = "T|T:|T:N",
            defaultValue = "geth",
            converter = TopicConverter.class,
            description =
                    "Topic with the masters' write operations, and where a new datadir begins: T at the snapshot's position, or at"
                            + " the beginning if there is none; T: at the beginning; T:N at offset N. A datadir that has a"
                            + " position continues there.")
    TopicStart topic;

    @Option(
            names = "--kafka.reread-from",
            paramLabel = "OFFSET",
            description =
                    "Reads the topic again from this offset, once: the datadir remembers it, so later starts with the same"
                            + " offset continue. To do it again, start once without the option, or name another offset."
                            + " Default: continue at the stored position.")
    @Nullable Long rereadFrom;

    @Option(
            names = "--kafka.txpool.topic",
            paramLabel = "TOPIC",
            description = "Topic with pending transactions, as masters publish them, for newPendingTransactions."
                    + " Default: none, and nobody hears of any.")
    @Nullable String txpoolTopic;

    @Option(
            names = "--kafka.lookback",
            paramLabel = "RECORDS",
            defaultValue = "10000",
            description =
                    "A start at an offset, or at a snapshot's, reads from this many records earlier, so that no batch is"
                            + " cut.")
    int lookback;

    @Option(
            names = "--kafka.open.batches",
            paramLabel = "COUNT",
            defaultValue = "1000",
            description =
                    "Most batches held in memory until their commit record comes. Beyond any of these limits the oldest is"
                            + " dropped from memory and read from the topic again when its commit comes.")
    int openBatches;

    @Option(
            names = "--kafka.open.bytes",
            paramLabel = "SIZE",
            defaultValue = "256MiB",
            converter = Units.BytesConverter.class,
            description =
                    "Most bytes of batches held in memory until their commit record comes; also the largest batch that"
                            + " can be read again. A larger one stops ingest.")
    long openBytes;

    @Option(
            names = "--kafka.open.age",
            paramLabel = "DURATION",
            defaultValue = "10m",
            converter = Units.DurationConverter.class,
            description = "How long a batch without a new fragment is held in memory, by the records' timestamps.")
    Duration openAge;

    @Option(
            names = "--kafka.client",
            paramLabel = "KEY=VALUE",
            showDefaultValue = CommandLine.Help.Visibility.NEVER,
            description =
                    "A setting of the Kafka client, handed on as it is, such as security.protocol=SSL. May be repeated."
                            + " In the file kafka.client.security.protocol, in the environment"
                            + " DROVER_KAFKA_CLIENT_SECURITY_PROTOCOL.")
    Map<String, String> client = new LinkedHashMap<>();

    /**
     * The settings as given. Throws IllegalArgumentException if they make no sense.
     *
     * @param clientDefaults the client's settings in environment and file: flags add to them, they do not replace them all
     */
    public KafkaConfig config(Map<String, String> clientDefaults) {
        clientDefaults.forEach(client::putIfAbsent);
        return new KafkaConfig(
                broker,
                topic.rereadingFrom(rereadFrom),
                txpoolTopic,
                lookback,
                client,
                new KafkaConfig.AssemblyLimits(openBatches, openBytes, openAge.toMillis()));
    }

    static final class TopicConverter implements picocli.CommandLine.ITypeConverter<TopicStart> {
        @Override
        public TopicStart convert(String text) {
            return TopicStart.parse(text);
        }
    }
}
