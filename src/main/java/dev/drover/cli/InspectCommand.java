package dev.drover.cli;

import dev.drover.cdc.BatchAssembly;
import dev.drover.cdc.RecordedRecord;
import dev.drover.cdc.Recording;
import dev.drover.cdc.RecordingReader;
import dev.drover.inspect.HeadPrinter;
import dev.drover.inspect.RecordPrinter;
import dev.drover.kafka.KafkaTopic;
import dev.drover.kafka.Topics;
import dev.drover.replay.TopicReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code drover inspect}: prints the records of a topic or a recording. */
@Command(
        name = "inspect",
        description =
                "Decodes the records of a topic or a recording and prints one per line: offset, time, kind, batch, key"
                        + " and length of the value.",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        sortOptions = false,
        showDefaultValues = true)
public final class InspectCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    TopicOptions options;

    @Mixin
    OffsetOptions offsets;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "Recording to read instead of a topic (NAME.topic.jsonl.gz).")
    @Nullable Path argument;

    @Mixin
    FileOption fileOption;

    @Option(
            names = "--batches",
            description = "Instead of records, print the batches that are not committed at the end.")
    boolean batches;

    @Option(
            names = "--heads",
            description =
                    "Instead of records, print the heads that a replica derives from them, and why proposed blocks are"
                            + " not the head at the end.")
    boolean heads;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        RecordPrinter printer = new RecordPrinter(batches || heads ? null : out);
        if (heads) {
            try (HeadPrinter judge = new HeadPrinter(out)) {
                read(record -> {
                    printer.accept(record);
                    judge.accept(record);
                });
                judge.printReasons();
            }
        } else {
            read(printer::accept);
        }
        out.println(printer.summary());
        if (batches) {
            printOpen(printer.openBatches(), out);
        }
        out.flush();
        return ExitCode.OK;
    }

    private void read(Consumer<RecordedRecord> sink) {
        Path file = fileOption.or(argument);
        if (file == null) {
            readTopic(options.topic(), sink);
        } else {
            readFile(Recording.at(file), sink);
        }
    }

    private void readTopic(KafkaTopic topic, Consumer<RecordedRecord> sink) {
        Topics.Range range = offsets.within(topic);
        try (TopicReader reader = new TopicReader(topic, range.begin())) {
            while (reader.position() < range.end()) {
                for (RecordedRecord record : reader.poll()) {
                    if (record.offset() < range.end()) {
                        sink.accept(record);
                    }
                }
            }
        }
    }

    private void readFile(Recording recording, Consumer<RecordedRecord> sink) {
        try (RecordingReader reader = recording.open()) {
            for (RecordedRecord record = reader.next(); record != null; record = reader.next()) {
                if (offsets.contain(record.offset())) {
                    sink.accept(record);
                }
            }
        }
    }

    private static void printOpen(List<BatchAssembly.Open> open, PrintWriter out) {
        for (BatchAssembly.Open batch : open) {
            out.println("open: batch " + batch.id() + " from offset " + batch.firstOffset() + ", " + batch.fragments()
                    + " fragments");
        }
    }
}
