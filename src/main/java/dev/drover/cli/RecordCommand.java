package dev.drover.cli;

import dev.drover.cdc.RecordedRecord;
import dev.drover.cdc.RecordingWriter;
import dev.drover.health.StopSignal;
import dev.drover.kafka.KafkaTopic;
import dev.drover.kafka.Topics;
import dev.drover.replay.TopicReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code drover record}: writes the records of a topic to a file. */
@Command(
        name = "record",
        description = "Writes the records of a topic to a file for replay and inspect.",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        sortOptions = false,
        showDefaultValues = true)
public final class RecordCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    TopicOptions options;

    @Mixin
    OffsetOptions offsets;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "File to create (NAME.topic.jsonl.gz). It must not exist.")
    @Nullable Path argument;

    @Mixin
    FileOption fileOption;

    @Option(names = "--follow", description = "Continue with new records, up to --to or until stopped with Ctrl-C.")
    boolean follow;

    @Override
    public Integer call() {
        Path file = fileOption.or(argument);
        if (file == null) {
            throw new ParameterException(spec.commandLine(), "specify the file to write: drover record FILE");
        }
        PrintWriter out = spec.commandLine().getOut();
        KafkaTopic topic = options.topic();
        Topics.Range range = offsets.within(topic);
        long end = follow ? Objects.requireNonNullElse(offsets.to, Long.MAX_VALUE) : range.end();
        try (StopSignal stop = new StopSignal().onShutdown();
                RecordingWriter writer = RecordingWriter.create(file);
                TopicReader reader = new TopicReader(topic, range.begin())) {
            long count = 0;
            while (reader.position() < end && !stop.isRequested()) {
                count += write(reader.poll(), end, writer);
            }
            out.println("Recorded " + count + " records of topic " + topic.name() + " from offset " + range.begin()
                    + " into " + file);
            out.flush();
        }
        return ExitCode.OK;
    }

    private static long write(List<RecordedRecord> records, long end, RecordingWriter writer) {
        long count = 0;
        for (RecordedRecord record : records) {
            if (record.offset() < end) {
                writer.write(record);
                count++;
            }
        }
        if (count > 0) {
            writer.flush();
        }
        return count;
    }
}
