package dev.drover.pool;

import java.util.List;

/** The duties of a member with a lease towards the pool: expelling silent members and writing state records. */
final class MemberDuties {
    private final PoolTimes times;
    private final ProtocolRules rules;
    private final SilenceDetector silence;
    private final Checkpoints checkpoints;

    /** Starts with the view after the records up to {@code offset}. Counts the silence of all members from now. */
    MemberDuties(PoolTimes times, ProtocolRules rules, View view, long offset, Moment now) {
        this.times = times;
        this.rules = rules;
        checkpoints = new Checkpoints(offset, view, now);
        silence = new SilenceDetector(times, rules, now);
        silence.observe(view, now);
    }

    /** Records a record that was read and the view after it. */
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

    /**
     * Returns the records to send now; empty if the session has no lease. {@code offset} is that of the newest record
     * in the view.
     */
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
