package dev.drover.trial;

import dev.drover.HoldingReplica;
import dev.drover.cli.KafkaTopic;
import dev.drover.cli.Topics;
import dev.drover.testing.ReplicaProcess;
import dev.drover.testing.RpcClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Runs one trial and prints what was seen. Ends with 1 if the checker found a violation in a pool. */
@CommandLine.Command(name = "pool-trial", mixinStandardHelpOptions = true, showDefaultValues = true)
public final class PoolTrial implements Runnable {
    /** How the replicas choose the head that they show. */
    enum Mode {
        /** As a pool. */
        POOL,
        /** Each its own: --pool.topic is off. */
        ALONE,
        /** Each its own, but answers wait for 80 ms after a new head, as the original did. */
        FIXED_HOLD
    }

    @Option(names = "--mode", defaultValue = "POOL")
    Mode mode;

    @Option(names = "--polls", defaultValue = "100000", description = "Answers after which the trial ends.")
    long polls;

    @Option(names = "--seconds", defaultValue = "600", description = "Time after which it ends anyhow.")
    long seconds;

    @Option(names = "--clients", defaultValue = "64")
    int clients;

    @Option(names = "--replicas", defaultValue = "3")
    int replicas;

    @Option(names = "--head-millis", defaultValue = "500")
    long headMillis;

    @Option(names = "--faults", arity = "1", defaultValue = "true")
    boolean faults;

    @Option(names = "--recording", defaultValue = "modern-two-masters")
    String recording;

    @Option(names = "--seed", defaultValue = "1")
    long seed;

    @Option(names = "--dir", required = true, description = "Where the processes keep their data and logs.")
    Path dir;

    private final HeadOrder order = new HeadOrder();
    private final PollStats stats = new PollStats();
    private final AtomicBoolean stop = new AtomicBoolean();
    private final List<Thread> threads = new ArrayList<>();
    private final List<Master> masters = new ArrayList<>();

    /** Arguments: see {@code --help}. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new PoolTrial())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args));
    }

    @Override
    public void run() {
        try {
            trial();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        if (mode == Mode.POOL && order.violations() > 0) {
            throw new IllegalStateException("the checker found violations");
        }
    }

    private void trial() throws Exception {
        String topic = "data-" + UUID.randomUUID();
        List<String> options = new ArrayList<>(List.of("--kafka.topic=" + topic));
        if (mode == Mode.POOL) {
            options.add("--pool.topic=pool-" + topic);
        }
        Class<?> main = mode == Mode.FIXED_HOLD ? HoldingReplica.class : ReplicaProcess.class;
        Path work = Files.createTempDirectory(Files.createDirectories(dir), "trial");
        try (Cluster cluster = new Cluster(work, main, replicas, options.toArray(String[]::new))) {
            KafkaTopic data = awaitBroker(cluster, topic);
            Master master = new Master(recording, data, headMillis, stop);
            masters.add(master);
            start("master", master);
            for (Cluster.Member member : cluster.members()) {
                member.start();
            }
            cluster.startProxy();
            awaitReady(cluster);
            Faults trouble = new Faults(cluster, stats, seed, stop);
            long begin = System.nanoTime();
            for (int i = 0; i < clients; i++) {
                start("client-" + i, new Poller("client-" + i, cluster.proxyPort(), order, stats, stop));
            }
            if (faults) {
                start("faults", trouble);
            }
            while (stats.answered() < polls && System.nanoTime() - begin < seconds * 1_000_000_000L) {
                Thread.sleep(100);
            }
            double took = (System.nanoTime() - begin) / 1e9;
            stop.set(true);
            for (Thread thread : threads) {
                thread.join(30_000);
            }
            report(took, trouble);
        }
    }

    private void report(double took, Faults trouble) {
        System.out.printf(
                Locale.ROOT,
                "%s, %d replicas, %d clients, %d heads, faults %s: %,d polls in %.0f s (%,.0f/s), %d violations,"
                        + " p50 %.1f ms, p99 %.1f ms, p99.9 %.1f ms%n",
                mode,
                replicas,
                clients,
                masters.getFirst().heads(),
                faults ? "on" : "off",
                stats.answered(),
                took,
                stats.answered() / took,
                order.violations(),
                stats.percentileMillis(0.5),
                stats.percentileMillis(0.99),
                stats.percentileMillis(0.999));
        if (faults) {
            System.out.printf("longest time without any answer, by fault:%n%s", trouble.report());
        }
        stats.others().forEach((kind, count) -> System.out.printf("  not answered: %s: %d%n", kind, count));
        order.examples().forEach(example -> System.out.println("  " + example));
    }

    private void start(String name, Runnable work) {
        threads.add(Thread.ofPlatform().name(name).daemon().start(work));
    }

    private static KafkaTopic awaitBroker(Cluster cluster, String topic) throws InterruptedException {
        RuntimeException last = new IllegalStateException();
        for (int i = 0; i < 30; i++) {
            try {
                return Topics.create(new KafkaTopic(cluster.brokerAddress(), topic));
            } catch (RuntimeException e) {
                last = e;
                Thread.sleep(1_000);
            }
        }
        throw last;
    }

    private static void awaitReady(Cluster cluster) throws InterruptedException {
        RpcClient client = new RpcClient(cluster.proxyPort());
        for (int i = 0; i < 600; i++) {
            try {
                if (client.get() == 200) {
                    Thread.sleep(3_000);
                    return;
                }
            } catch (RuntimeException e) {
                // The balancer is not up yet.
            }
            Thread.sleep(100);
        }
        throw new IllegalStateException("no replica became ready");
    }
}
