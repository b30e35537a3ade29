package dev.drover.trial;

import java.io.IOException;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** Lets something go wrong every few seconds, and notes how long nobody got an answer for it. */
final class Faults implements Runnable {
    private static final long QUIET_MILLIS = 3_000;

    private final Cluster cluster;
    private final PollStats stats;
    private final Random random;
    private final AtomicBoolean stop;
    private final Map<String, Long> longestGapMillis = new TreeMap<>();
    private final Map<String, Integer> counts = new TreeMap<>();

    /** What can go wrong; each ends with all replicas running again. */
    private enum Fault {
        KILL,
        FREEZE_3S,
        RESTART,
        LEAVE_AND_JOIN,
        BROKER_PAUSE_1S,
        BROKER_PAUSE_4S
    }

    Faults(Cluster cluster, PollStats stats, long seed, AtomicBoolean stop) {
        this.cluster = cluster;
        this.stats = stats;
        this.random = new Random(seed);
        this.stop = stop;
    }

    @Override
    public void run() {
        try {
            Thread.sleep(QUIET_MILLIS);
            while (!stop.get()) {
                Fault fault = Fault.values()[random.nextInt(Fault.values().length)];
                stats.takeLongestGapMillis();
                act(
                        fault,
                        cluster.members().get(random.nextInt(cluster.members().size())));
                Thread.sleep(QUIET_MILLIS + random.nextInt(1_000));
                longestGapMillis.merge(fault.name(), stats.takeLongestGapMillis(), Math::max);
                counts.merge(fault.name(), 1, Integer::sum);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void act(Fault fault, Cluster.Member member) throws IOException, InterruptedException {
        switch (fault) {
            case KILL -> {
                member.kill();
                Thread.sleep(random.nextInt(2_000));
                member.start();
            }
            case FREEZE_3S -> {
                member.freeze(true);
                Thread.sleep(3_000);
                member.freeze(false);
            }
            case RESTART -> {
                member.stop();
                member.start();
            }
            case LEAVE_AND_JOIN -> {
                member.stop();
                Thread.sleep(5_000);
                member.start();
            }
            case BROKER_PAUSE_1S -> pauseBroker(1_000);
            case BROKER_PAUSE_4S -> pauseBroker(4_000);
        }
    }

    private void pauseBroker(long millis) throws IOException, InterruptedException {
        cluster.freezeBroker(true);
        Thread.sleep(millis);
        cluster.freezeBroker(false);
    }

    /** Kind of fault, how often, longest time without any answer. */
    String report() {
        StringBuilder report = new StringBuilder();
        longestGapMillis.forEach((fault, gap) -> report.append("  ")
                .append(fault)
                .append(" x")
                .append(counts.get(fault))
                .append(": ")
                .append(gap)
                .append(" ms\n"));
        return report.toString();
    }
}
