package dev.drover.cli;

import dev.drover.config.StartupException;
import dev.drover.kafka.KafkaTopic;
import dev.drover.kafka.Topics;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of the commands that read a stretch of a topic. */
final class OffsetOptions {
    @Option(
            names = "--from",
            paramLabel = "OFFSET",
            description = "First offset to read. Without it the topic's first.")
    @Nullable Long from;

    @Option(
            names = "--to",
            paramLabel = "OFFSET",
            description = "Offset to end before. Without it the topic's end at the start of the command.")
    @Nullable Long to;

    /** The stretch of the topic that is meant, as far as it is there now. Asks the broker. */
    Topics.Range within(KafkaTopic topic) {
        Topics.Range range = Topics.range(topic);
        long first = from == null ? range.begin() : from;
        if (first < range.begin() || first > range.end()) {
            throw new StartupException("topic " + topic.name() + " holds the offsets from " + range.begin()
                    + " to before " + range.end() + ": --from " + first + " is not among them");
        }
        return new Topics.Range(first, to == null ? range.end() : Math.min(to, range.end()));
    }

    /** Whether a record of a file is meant. */
    boolean contain(long offset) {
        return (from == null || offset >= from) && (to == null || offset < to);
    }
}
