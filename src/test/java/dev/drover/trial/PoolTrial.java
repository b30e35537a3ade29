package dev.drover.trial;

import dev.drover.HoldingReplica;
import dev.drover.kafka.KafkaTopic;
import dev.drover.testing.ReplicaProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Runs one trial and prints what was seen. Ends with 1 if the checker found a violation in a pool. */
@CommandLine.Command(
        name = "pool",
        description = "Polls a pool behind HAProxy through reorgs and faults: no client may see the head go backward.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
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

    @Option(
            names = "--recording",
            split = ",",
            defaultValue = "modern-two-masters,ethash-two-masters",
            description =
                    "Whose heads are written, one round after another until there were enough answers; absent ones are left out.")
    List<String> recordings;

    @Option(names = "--watchers", defaultValue = "1", description = "Dapps for each replica, which ask the others.")
    int watchers;

    @Option(names = "--seed", defaultValue = "1")
    long seed;

    @Option(
            names = "--dir",
            defaultValue = "target/pool-trial",
            description = "Where the processes keep their data and logs.")
    Path dir;

    private final PollStats stats = new PollStats();
    private final Faults.Tally tally = new Faults.Tally();
    private final AtomicLong watched = new AtomicLong();
    private final List<String> violations = new ArrayList<>();
    private long violationCount;
    private int heads;
    private int tagPositions;
    private long announcedBlocks;
    private long unannounced;
    private long connections;

    @Override
    public void run() {
        long begin = System.nanoTime();
        double answering = 0;
        Needs.program("haproxy", "it balances the clients over the replicas");
        recordings = Needs.present(recordings);
        try {
            for (int round = 0; stats.answered() < polls && secondsSince(begin) < seconds; round++) {
                answering += round(round, begin);
                System.out.printf(
                        Locale.ROOT, "round %d: %,d polls, %d violations%n", round, stats.answered(), violationCount);
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        report(answering);
        if (mode == Mode.POOL && violationCount > 0) {
            throw new IllegalStateException("the checker found violations");
        }
    }

    /** A new cluster follows one recording to its end; returns for how many seconds it was polled. */
    private double round(int round, long begin) throws Exception {
        String topic = "data-" + UUID.randomUUID();
        List<String> options =
                new ArrayList<>(List.of("--replica.block.age=0s", "--replica.offset.age=0s", "--kafka.topic=" + topic));
        if (mode == Mode.POOL) {
            options.add("--pool.topic=pool-" + topic);
        }
        Class<?> main = mode == Mode.FIXED_HOLD ? HoldingReplica.class : ReplicaProcess.class;
        Path work = Files.createTempDirectory(Files.createDirectories(dir), "trial");
        AtomicBoolean stop = new AtomicBoolean();
        HeadOrder order = new HeadOrder();
        TagOrder tags = new TagOrder();
        Announced announced = new Announced(order);
        List<Thread> threads = new ArrayList<>();
        try (Cluster cluster = new Cluster(work, main, "384m", replicas, options)) {
            KafkaTopic data = cluster.awaitBroker(topic);
            Master master = new Master(recordings.get(round % recordings.size()), data, headMillis, tags, stop);
            Thread writing = start(threads, "master", master);
            for (Cluster.Member member : cluster.members()) {
                member.start();
            }
            cluster.startProxy();
            awaitReady(cluster);
            stats.begin();
            long polling = System.nanoTime();
            for (int i = 0; i < clients; i++) {
                start(threads, "client-" + i, new Poller("client-" + i, cluster.proxyPort(), order, tags, stats, stop));
            }
            watch(cluster, order, announced, stop, threads);
            if (faults) {
                start(threads, "faults", new Faults(cluster, stats, tally, seed + round, stop));
            }
            while (writing.isAlive() && stats.answered() < polls && secondsSince(begin) < seconds) {
                Thread.sleep(100);
            }
            double took = secondsSince(polling);
            stop.set(true);
            for (Thread thread : threads) {
                thread.join(30_000);
            }
            heads += master.heads();
            return took;
        } finally {
            violationCount += order.violations();
            violations.addAll(order.examples());
            tagPositions += tags.positions();
            announcedBlocks += announced.blocks();
            unannounced += announced.missing();
            connections += announced.connections();
        }
    }

    private void watch(
            Cluster cluster, HeadOrder order, Announced announced, AtomicBoolean stop, List<Thread> threads) {
        for (Cluster.Member told : cluster.members()) {
            List<Cluster.Member> others =
                    cluster.members().stream().filter(member -> member != told).toList();
            for (int i = 0; i < watchers; i++) {
                start(threads, "watcher", new Watcher(told, others, order, announced, watched, stop));
            }
        }
    }

    private void report(double seconds) {
        System.out.printf(
                Locale.ROOT,
                "%s, %d replicas, %d clients, %d heads, faults %s: %,d polls in %.0f s (%,.0f/s), %d violations,"
                        + " p50 %.1f ms, p99 %.1f ms, p99.9 %.1f ms, %,d announced heads asked for elsewhere%n",
                mode,
                replicas,
                clients,
                heads,
                faults ? "on" : "off",
                stats.answered(),
                seconds,
                stats.answered() / seconds,
                violationCount,
                stats.percentileMillis(0.5),
                stats.percentileMillis(0.99),
                stats.percentileMillis(0.999),
                watched.get());
        System.out.printf(
                Locale.ROOT,
                "tags compared at %,d positions; %,d blocks announced on %,d connections, %d unannounced%n",
                tagPositions,
                announcedBlocks,
                connections,
                unannounced);
        if (faults) {
            System.out.printf("longest time without any answer, by fault:%n%s", tally.report());
        }
        stats.others().forEach((kind, count) -> System.out.printf("  not answered: %s: %d%n", kind, count));
        violations.stream().limit(10).forEach(example -> System.out.println("  " + example));
    }

    private static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }

    private static Thread start(List<Thread> threads, String name, Runnable work) {
        Thread thread = Thread.ofPlatform().name(name).daemon().start(work);
        threads.add(thread);
        return thread;
    }

    private static void awaitReady(Cluster cluster) throws InterruptedException {
        for (Cluster.Member member : cluster.members()) {
            if (!member.awaitReady(180_000)) {
                throw new IllegalStateException(member.name() + " does not become ready");
            }
        }
        // The load balancer looks every 200 ms.
        Thread.sleep(1_000);
    }
}
