package dev.drover.cli;

import dev.drover.cdc.Recording;
import dev.drover.config.Units;
import dev.drover.health.StopSignal;
import dev.drover.kafka.KafkaTopic;
import dev.drover.replay.ReplayMaster;
import dev.drover.replay.Replayer;
import dev.drover.replay.Speed;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code drover replay}: writes a recording to a topic. */
@Command(
        name = "replay",
        description =
                "Writes a recording to a topic, with its timestamps. Creates the topic if it does not exist. Continues"
                        + " at the end of a topic that already contains the beginning of the recording.",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        sortOptions = false,
        showDefaultValues = true)
public final class ReplayCommand implements Callable<Integer> {
    /** Name of the recording that ships with Drover. */
    public static final String SHIPPED = "ethash-two-masters";

    @Spec
    CommandSpec spec;

    @Mixin
    TopicOptions options;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "Recording to replay (NAME.topic.jsonl.gz). Default: the recording that ships with Drover.")
    @Nullable Path argument;

    @Mixin
    FileOption fileOption;

    @Option(
            names = "--speed",
            paramLabel = "1x|10x|max",
            defaultValue = "1x",
            converter = SpeedConverter.class,
            description = "Speed: 1x as recorded, 10x ten times faster, max as fast as possible.")
    Speed speed;

    @Option(
            names = "--heartbeats",
            description = "After the end of the recording, send a heartbeat every 30 s, as masters do, until stopped.")
    boolean heartbeats;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Path file = fileOption.or(argument);
        KafkaTopic topic = options.topic();
        Recording recording = file == null ? Recording.shipped(SHIPPED) : Recording.at(file);
        try (StopSignal stop = new StopSignal().onShutdown()) {
            out.println("Replaying " + recording + " into topic " + topic.name() + " at " + speed);
            out.flush();
            Replayer replayer = new Replayer(recording, topic, speed, stop);
            long sent = replayer.replay();
            out.println("Replayed " + sent + " records" + (stop.isRequested() ? ", then stopped" : ""));
            out.flush();
            if (heartbeats) {
                replayer.heartbeats(ReplayMaster.HEARTBEAT_MILLIS);
            }
        }
        return ExitCode.OK;
    }

    static final class SpeedConverter implements ITypeConverter<Speed> {
        @Override
        public Speed convert(String text) {
            return Units.converted(text, Speed::parse);
        }
    }
}
