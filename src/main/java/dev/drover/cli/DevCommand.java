package dev.drover.cli;

import dev.drover.Gateway;
import dev.drover.broker.EmbeddedBroker;
import dev.drover.cdc.Recording;
import dev.drover.config.Config;
import dev.drover.config.OpsConfig;
import dev.drover.config.Options;
import dev.drover.config.StartupException;
import dev.drover.config.TopicStart;
import dev.drover.health.StopSignal;
import dev.drover.kafka.KafkaTopic;
import dev.drover.replay.ReplayMaster;
import dev.drover.replay.Speed;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code drover dev}: runs a broker, replayed masters and a replica in this JVM. */
@Command(
        name = "dev",
        description =
                "Runs a Kafka broker, two real masters replayed from a recording, and a replica in a single process."
                        + " Keeps its data in the directory dev inside --datadir and continues there at the next start.",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        sortOptions = false,
        showDefaultValues = true)
final class DevCommand implements Callable<Integer> {
    private static final String TOPIC = "dev";
    private static final long READY_POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    @Spec
    CommandSpec spec;

    @Option(
            names = "--speed",
            paramLabel = "1x|10x|max",
            defaultValue = "1x",
            converter = ReplayCommand.SpeedConverter.class,
            description = "Speed of the replay: 1x as recorded, 10x ten times faster, max as fast as possible.")
    Speed speed;

    @Mixin
    Options options;

    @Override
    public Integer call() {
        for (String foreign : new String[] {"--kafka.broker", "--kafka.topic", "--store.bottom", "--store.ancient"}) {
            if (spec.commandLine().getParseResult().hasMatchedOption(foreign)) {
                throw new ParameterException(
                        spec.commandLine(), "dev uses its own topic and data: use serve for " + foreign);
            }
        }
        Config given = options.config();
        Logging.apply(given.log());
        Path dir = given.store().datadir().resolve("dev");
        checkWritable(dir);
        try (StopSignal stop = new StopSignal().onShutdown(given.shutdownTimeout());
                EmbeddedBroker broker = EmbeddedBroker.start(dir.resolve("broker"), 0);
                ReplayMaster master = new ReplayMaster(
                                Recording.shipped(ReplayCommand.SHIPPED),
                                new KafkaTopic(broker.address(), TOPIC),
                                speed)
                        .start();
                Gateway gateway = Gateway.start(settings(given, broker.address(), dir.resolve("replica")))) {
            while (!gateway.readiness().ready() && master.failure() == null && !stop.await(READY_POLL_NANOS)) {
                // Wait for the first records.
            }
            if (!stop.isRequested()) {
                new DevGuide(gateway, broker.address(), TOPIC, dir).print(out());
                stop.await(Long.MAX_VALUE);
            }
            out().println("Stopping");
        }
        return ExitCode.OK;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private static Config settings(Config given, String broker, Path datadir) {
        return given.withKafka(given.kafka().at(broker, TopicStart.parse(TOPIC)))
                .withStore(given.store().in(datadir))
                // Replayed records may have any age.
                .withOps(given.ops().with(OpsConfig.ReadinessLimits.NONE));
    }

    private static void checkWritable(Path dir) {
        try {
            Files.createDirectories(dir);
            Files.delete(Files.createTempFile(dir, "writable", null));
        } catch (IOException e) {
            throw new StartupException(
                    "cannot write to " + dir.toAbsolutePath() + " (" + e + "): choose another directory with --datadir",
                    e);
        }
    }
}
