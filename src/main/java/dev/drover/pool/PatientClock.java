package dev.drover.pool;

/**
 * Measures the silence of other members before they are expelled. Counting too much is unsafe, because the other may
 * still have its lease. Counting too little is safe but delays the head. Therefore each short interval counts by the
 * clock that advanced less, and never below zero:
 *
 * <ul>
 *   <li>A wall clock that is set forward, by any amount, adds nothing: the other clock advanced less.
 *   <li>A wall clock that is set back, by any amount, loses the interval in which that happens: the time between two
 *       readings, at most 100 ms while the pool's thread runs.
 *   <li>While the machine is suspended and its first clock stops, nothing is counted. If both clocks continued, the
 *       time has really passed; an expel that follows has no effect if the other has renewed its lease since.
 * </ul>
 *
 * <p>The owner of a lease does the opposite and uses {@link Moment#longestSince} from the start of the lease. A wall
 * clock that is set forward ends the lease early, until the next status has been read back; one that is set back cannot
 * extend the lease, because the first clock still counts.
 */
final class PatientClock {
    private static final long PIECE_NANOS = PoolTimes.nanos(100);

    private final ProtocolRules rules;
    private Moment counted;
    private long nanos;

    PatientClock(ProtocolRules rules, Moment now) {
        this.rules = rules;
        counted = now;
    }

    /**
     * Returns the nanoseconds counted until {@code now}. May decrease by one interval when the wall clock is set back.
     */
    long read(Moment now) {
        long byNanos = now.nanosSince(counted);
        long byWall = now.wallNanosSince(counted);
        long piece = rules.counted(byNanos, byWall);
        // The wall clock counts milliseconds, so it would lose too much of short intervals.
        if (byNanos < PIECE_NANOS && Math.abs(byWall) < PIECE_NANOS) {
            return nanos + piece;
        }
        counted = now;
        nanos += piece;
        return nanos;
    }
}
