package dev.drover.pool;

import java.util.Random;

/** The two clocks of one machine: each runs up to 11 % too fast or too slow; the wall clock may be set, the other may stop. */
final class SimClock {
    private static final double[] RATES = {0.89, 0.95, 1, 1, 1.05, 1.11};

    private final double nanoRate;
    private final double wallRate;
    private final long nanoStart;
    private long wallShiftMillis;
    private long stoppedMicros;

    SimClock(Random random) {
        nanoRate = RATES[random.nextInt(RATES.length)];
        wallRate = RATES[random.nextInt(RATES.length)];
        nanoStart = random.nextLong() >> 2;
        wallShiftMillis = 1_700_000_000_000L + random.nextInt(1_000_000);
    }

    Moment at(long micros) {
        long nanos = nanoStart + (long) ((micros - stoppedMicros) * 1_000 * nanoRate);
        return new Moment(nanos, wallShiftMillis + (long) (micros * wallRate) / 1_000);
    }

    void setWall(long byMillis) {
        wallShiftMillis += byMillis;
    }

    /** The machine was suspended for so long, and only the wall clock knows. */
    void stopped(long micros) {
        stoppedMicros += micros;
    }
}
