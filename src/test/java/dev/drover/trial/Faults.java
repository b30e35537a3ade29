package dev.drover.trial;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;

/** Lets something go wrong every few seconds, and notes how long nobody got an answer for it. */
final class Faults implements Runnable {
    private static final long QUIET_MILLIS = 2_000;
    private static final long READY_MILLIS = 60_000;

    private final Cluster cluster;
    private final PollStats stats;
    private final Random random;
    private final AtomicBoolean stop;
    private final Tally tally;

    /** What the faults of all rounds did. One thread at a time. */
    static final class Tally {
        private final Map<Fault, List<Long>> gapsMillis = new EnumMap<>(Fault.class);
        private final List<String> neverReady = new ArrayList<>();

        private void note(Fault fault, long gapMillis) {
            gapsMillis.computeIfAbsent(fault, unused -> new ArrayList<>()).add(gapMillis);
        }

        private void neverReady(String who) {
            neverReady.add(who);
        }

        /** Kind of fault, how often, and how long nobody got an answer: the median and the longest. */
        String report() {
            StringBuilder report = new StringBuilder();
            gapsMillis.forEach((fault, gaps) -> {
                List<Long> sorted = gaps.stream().sorted().toList();
                report.append("  %s x%d: median %d ms, longest %d ms%n"
                        .formatted(fault, sorted.size(), sorted.get(sorted.size() / 2), sorted.getLast()));
            });
            neverReady.forEach(who ->
                    report.append("  not ready within 60 s: ").append(who).append('\n'));
            return report.toString();
        }
    }

    /** What can go wrong; each ends with all replicas running again. */
    private enum Fault {
        KILL,
        FREEZE_3S,
        RESTART,
        LEAVE_AND_JOIN,
        BROKER_PAUSE_1S,
        BROKER_PAUSE_4S
    }

    Faults(Cluster cluster, PollStats stats, Tally tally, long seed, AtomicBoolean stop) {
        this.cluster = cluster;
        this.stats = stats;
        this.tally = tally;
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
                Cluster.Member member =
                        cluster.members().get(random.nextInt(cluster.members().size()));
                Instant time = Instant.now();
                act(fault, member);
                // One at a time: what is seen is this fault's doing.
                for (Cluster.Member each : cluster.members()) {
                    if (!each.awaitReady(READY_MILLIS) && !stop.get()) {
                        tally.neverReady(each.name() + " after " + fault);
                    }
                }
                Thread.sleep(QUIET_MILLIS + random.nextInt(1_000));
                if (stop.get()) {
                    // Nobody asks any more.
                    return;
                }
                Instant gapEnd = stats.longestGapEnd();
                long gapMillis = stats.takeLongestGapMillis();
                tally.note(fault, gapMillis);
                System.out.printf(
                        "%s %s %s: no answer for %d ms up to %s%n", time, fault, member.name(), gapMillis, gapEnd);
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
}
