package dev.drover.pool;

import java.util.Random;

/**
 * What a simulated run is like. Times are in microseconds of real time.
 *
 * @param calm nothing fails; replicas only join and leave: then the pool must also be quick
 * @param kinds how many kinds of replicas there are, that make different heads
 * @param union replicas can serve each other's heads
 * @param tripMicros a usual trip of a record into the log
 * @param gapShare the share of records after which one or more offsets have no record
 * @param statesInParts states are written in parts, one for each member
 * @param oneTrackerDies the first replica gets no new head from some time on, for ever
 * @param faultEveryMicros mean time between faults
 */
record Scenario(
        long seed,
        boolean calm,
        int replicas,
        int kinds,
        boolean union,
        double rewindShare,
        PoolTimes times,
        long endMicros,
        long headEveryMicros,
        long tripMicros,
        double lostShare,
        double repeatedShare,
        double lateShare,
        double stallShare,
        long faultEveryMicros,
        double gapShare,
        boolean statesInParts,
        boolean clocksStep,
        boolean oneTrackerDies,
        boolean throughCodec) {

    /** The run of a seed: every fourth is calm, every fourth has replicas that disagree. */
    static Scenario of(long seed) {
        Random random = new Random(seed * 7_919 + 17);
        long lease = 500 + random.nextInt(3) * 100L;
        boolean calm = seed % 4 == 0;
        // Markers would hide in calm runs that a release was forgotten.
        long marker = calm ? 150 : 50;
        PoolTimes times = new PoolTimes(
                lease,
                400 + random.nextInt(600),
                marker,
                60 + random.nextInt(140),
                20,
                60,
                20,
                2_000,
                50,
                400,
                400,
                60);
        boolean differ = seed % 4 == 1;
        boolean harsh = seed % 4 == 3;
        return new Scenario(
                seed,
                calm,
                2 + random.nextInt(3),
                differ ? 2 + random.nextInt(2) : 1,
                random.nextInt(4) > 0,
                random.nextInt(3) == 0 ? 0 : 0.06,
                times,
                1_000_000 + random.nextInt(2_000) * 1_000L,
                calm ? 150_000 + random.nextInt(110_000) : 15_000 + random.nextInt(120_000),
                calm ? (random.nextBoolean() ? 1_500 : 6_000) : 1_000 + random.nextInt(harsh ? 60_000 : 6_000),
                calm ? 0 : random.nextInt(3) * 0.05,
                0.06,
                calm ? 0 : random.nextInt(harsh ? 4 : 2) * 0.07,
                calm ? 0 : harsh ? 0.03 : 0.005,
                calm ? 100_000 : 60_000 + random.nextInt(250_000),
                seed % 3 == 0 ? 0.1 : 0,
                seed % 5 < 2,
                random.nextBoolean(),
                !calm && random.nextInt(6) == 0,
                seed % 16 < 2);
    }
}
