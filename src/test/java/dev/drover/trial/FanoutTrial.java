package dev.drover.trial;

import dev.drover.kafka.KafkaTopic;
import dev.drover.testing.ReplicaProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/**
 * How long it takes from a master's writing of a head until every dapp has heard of it. Each run has a broker and a replica
 * in new processes and all dapps in this one, and the same heads. Ends with 1 if a dapp missed a head or was sent away.
 */
@CommandLine.Command(
        name = "fanout",
        description = "Measures how long a new head takes to thousands of dapps.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class FanoutTrial implements Runnable {
    @Option(
            names = "--runs",
            split = ",",
            defaultValue = "1000,5000,10000",
            description =
                    "Dapps of each run, runs of one name being one line of the chart; with +reading or +stalled, one more that has many subscriptions.")
    List<String> runs;

    @Option(names = "--heads", defaultValue = "60", description = "Heads of each run.")
    int heads;

    @Option(names = "--head-millis", defaultValue = "500")
    long headMillis;

    @Option(
            names = "--recording",
            split = ",",
            defaultValue = "modern-two-masters,ethash-two-masters",
            description = "Whose heads are written: the first that is present.")
    List<String> recordings;

    @Option(names = "--heavy", defaultValue = "100", description = "Subscriptions of the one that reads or does not.")
    int heavy;

    @Option(names = "--heap", defaultValue = "768m", description = "The replica's.")
    String heap;

    @Option(names = "--replica-option", description = "One more option of the replica.")
    List<String> options = List.of();

    @Option(names = "--chart", description = "Where to draw all runs, as SVG.")
    @Nullable Path chart;

    @Option(names = "--title", defaultValue = "From a master's write until a dapp has heard of the head")
    String title;

    @Option(
            names = "--dir",
            defaultValue = "target/fanout-trial",
            description = "Where the processes keep their data and logs.")
    Path dir;

    @Override
    public void run() {
        Map<String, List<long[]>> delays = new LinkedHashMap<>();
        Needs.present(recordings);
        try {
            for (String name : runs) {
                FanoutRun.Result result = run(name);
                System.out.printf(Locale.ROOT, "%-13s %s%n", name, result);
                delays.computeIfAbsent(name, ignored -> new ArrayList<>()).add(result.delays());
            }
            if (chart != null) {
                PercentileChart drawn = new PercentileChart(title);
                delays.forEach((name, several) -> drawn.add(name, together(several)));
                Files.writeString(chart, drawn.toSvg());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Runs of the same name are one line of the chart. */
    private static long[] together(List<long[]> several) {
        return several.stream().flatMapToLong(Arrays::stream).sorted().toArray();
    }

    private FanoutRun.Result run(String name) throws IOException, InterruptedException {
        Path work = Files.createTempDirectory(Files.createDirectories(dir), "trial");
        String topic = "data-" + UUID.randomUUID();
        List<String> all = new ArrayList<>(List.of(
                "--replica.block.age=0s",
                "--replica.offset.age=0s",
                "--kafka.topic=" + topic,
                "--ws.max-connections=20000"));
        all.addAll(options);
        try (Cluster cluster = new Cluster(work, ReplicaProcess.class, heap, 1, all)) {
            KafkaTopic data = cluster.awaitBroker(topic);
            Cluster.Member replica = cluster.members().getFirst();
            replica.start();
            try (HeadWriter writer = new HeadWriter(Needs.present(recordings).getFirst(), data)) {
                FanoutRun run = new FanoutRun(replica, writer);
                run.warmUp(heads);
                String[] parts = name.split("\\+", 2);
                int dapps = Integer.parseInt(parts[0]);
                if (parts.length == 1) {
                    return run.measure(dapps, heads, headMillis, null);
                }
                try (HeavyDapp more = new HeavyDapp(replica.wsPort(), heavy, parts[1].equals("reading"))) {
                    return run.measure(dapps, heads, headMillis, more);
                }
            }
        }
    }
}
