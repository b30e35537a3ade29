package dev.drover.cli;

import dev.drover.config.StartupException;
import dev.drover.kafka.KafkaTopic;
import dev.drover.kafka.Topics;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of commands that read a range of offsets. */
final class OffsetOptions {
    @Option(
            names = "--from",
            paramLabel = "OFFSET",
            description = "First offset to read. Default: the first offset of the topic.")
    @Nullable Long from;

    @Option(
            names = "--to",
            paramLabel = "OFFSET",
            description = "Offset to stop before. Default: the end of the topic when the command starts.")
    @Nullable Long to;

    /** Returns the selected range, limited to the offsets that the topic has now. Queries the broker. */
    Topics.Range within(KafkaTopic topic) {
        Topics.Range range = Topics.range(topic);
        long first = from == null ? range.begin() : from;
        if (first < range.begin() || first > range.end()) {
            throw new StartupException("topic " + topic.name() + " contains offsets " + range.begin() + " to "
                    + range.end() + " (exclusive): --from " + first + " is outside this range");
        }
        return new Topics.Range(first, to == null ? range.end() : Math.min(to, range.end()));
    }

    /** Returns whether an offset of a recording is in the selected range. */
    boolean contain(long offset) {
        return (from == null || offset >= from) && (to == null || offset < to);
    }
}
