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
            description = "Kafka bootstrap servers, comma-separated.")
    String broker;

    @Option(
            names = "--kafka.topic",
            paramLabel = "T|T:|T:N",
            defaultValue = "geth",
            converter = TopicConverter.class,
            description = "Topic with the write operations of the masters, and where a new datadir starts: T starts at"
                    + " the position of the snapshot, or at the beginning of the topic if there is none; T: at the"
                    + " beginning; T:N at offset N. A datadir with a stored position continues there.")
    TopicStart topic;

    @Option(
            names = "--kafka.reread-from",
            paramLabel = "OFFSET",
            description = "Offset from which to read the topic again, once. The datadir remembers it, so later starts"
                    + " with the same offset continue. To read again from the same offset, start once without this"
                    + " option. Default: continue at the stored position.")
    @Nullable Long rereadFrom;

    @Option(
            names = "--kafka.txpool.topic",
            paramLabel = "TOPIC",
            description = "Topic to which the masters publish pending transactions, for newPendingTransactions."
                    + " Default: none, no pending transactions are reported.")
    @Nullable String txpoolTopic;

    @Option(
            names = "--kafka.lookback",
            paramLabel = "RECORDS",
            defaultValue = "10000",
            description = "Number of records to read before the starting offset (of --kafka.topic or of the snapshot),"
                    + " so that no batch is cut in two.")
    int lookback;

    @Option(
            names = "--kafka.open.batches",
            paramLabel = "COUNT",
            defaultValue = "1000",
            description = "Maximum number of uncommitted batches in memory. When one of the --kafka.open limits is"
                    + " exceeded, the oldest batch is evicted, and read again from the topic when its commit"
                    + " arrives.")
    int openBatches;

    @Option(
            names = "--kafka.open.bytes",
            paramLabel = "SIZE",
            defaultValue = "256MiB",
            converter = Units.BytesConverter.class,
            description = "Maximum size of all uncommitted batches in memory, and of a batch that is read again. A"
                    + " larger batch stops ingest.")
    long openBytes;

    @Option(
            names = "--kafka.open.age",
            paramLabel = "DURATION",
            defaultValue = "10m",
            converter = Units.DurationConverter.class,
            description = "How long to keep an uncommitted batch that receives no fragments in memory, measured by"
                    + " record timestamps.")
    Duration openAge;

    @Option(
            names = "--kafka.client",
            paramLabel = "KEY=VALUE",
            showDefaultValue = CommandLine.Help.Visibility.NEVER,
            description = "Kafka client property, passed through unchanged, such as security.protocol=SSL. May be"
                    + " repeated. In the configuration file: kafka.client.security.protocol; in the environment:"
                    + " DROVER_KAFKA_CLIENT_SECURITY_PROTOCOL.")
    Map<String, String> client = new LinkedHashMap<>();

    /**
     * Returns the parsed settings. Throws IllegalArgumentException if they are invalid.
     *
     * @param clientDefaults the client properties from the environment and the file, which are merged with the flags
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

    static final class TopicConverter implements CommandLine.ITypeConverter<TopicStart> {
        @Override
        public TopicStart convert(String text) {
            return Units.converted(text, TopicStart::parse);
        }
    }
}
