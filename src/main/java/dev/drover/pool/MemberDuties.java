package dev.drover.pool;

import java.util.List;

/** What a leased member does for all: removes who is silent, and writes down where the pool stands. */
final class MemberDuties {
    private final PoolTimes times;
    private final ProtocolRules rules;
    private final SilenceDetector silence;
    private final Checkpoints checkpoints;

    /** Starts from a view, that of the records up to {@code offset}. Nobody has been silent yet. */
    MemberDuties(PoolTimes times, ProtocolRules rules, View view, long offset, Moment now) {
        this.times = times;
        this.rules = rules;
        checkpoints = new Checkpoints(offset, view, now);
        silence = new SilenceDetector(times, rules, now);
        silence.observe(view, now);
    }

    /** Takes note of a record and the view after it. */
    void observe(long offset, PoolRecord record, View view, Moment now) {
        silence.observe(view, now);
        checkpoints.observe(offset, record, view, now);
    }

    long silentMillis(String session, Moment now) {
        return silence.millis(session, now);
    }

    boolean contradicts(PoolRecord record) {
        return checkpoints.contradicts(record);
    }

    /** The records to send now, if the session is a leased member. {@code offset}: of the newest record in the view. */
    List<PoolRecord> due(View view, Session session, long offset, Moment now) {
        int rank = view.rank(session.id());
        if (rank < 0 || !session.leased(rules.leaseNanos(times), now)) {
            return List.of();
        }
        List<PoolRecord> due = silence.due(view, session.id(), session.leasedSince(), now);
        if (checkpoints.due(rank, times, now)) {
            checkpoints.restart(now);
            due.addAll(StateRecords.of(session.id(), offset, view));
        }
        return due;
    }
}
