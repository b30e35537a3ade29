package dev.drover.pool;

/**
 * Counts the time for which others have been silent, before somebody else is declared dead. Counting too much is unsafe: the
 * other may still hold its lease. Counting too little is not, but the head stands still meanwhile. So of each short piece of
 * time the smaller reading of the two clocks counts, and never less than nothing:
 *
 * <ul>
 *   <li>A wall clock that is set forward, by any amount, adds nothing: the other clock has the smaller reading.
 *   <li>A wall clock that is set back, by any amount, costs the piece in which that happens: the time between two readings, at
 *       most a tenth of a second while the pool's thread runs.
 *   <li>A suspended machine whose first clock stood still counts nothing of that time. If both clocks went on, the time has
 *       really passed; an expel that follows is void where the other has renewed its lease meanwhile.
 * </ul>
 *
 * <p>The owner of a lease does the opposite: {@link Moment#longestSince} since the one moment at which the lease began. A wall
 * clock that is set forward ends the lease early, until the next status is back; one that is set back cannot extend it, since
 * the first clock still counts.
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

    /** Returns the nanoseconds counted until now; may fall by one piece when the wall clock is set back. */
    long read(Moment now) {
        long byNanos = now.nanosSince(counted);
        long byWall = now.wallNanosSince(counted);
        long piece = rules.counted(byNanos, byWall);
        // The wall clock has only milliseconds: of short pieces it would lose too much.
        if (byNanos < PIECE_NANOS && Math.abs(byWall) < PIECE_NANOS) {
            return nanos + piece;
        }
        counted = now;
        nanos += piece;
        return nanos;
    }
}
