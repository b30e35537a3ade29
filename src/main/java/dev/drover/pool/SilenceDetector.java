package dev.drover.pool;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Measures how long each member has been silent, and decides which to expel. */
final class SilenceDetector {
    private final ProtocolRules rules;
    private final PoolTimes times;
    private final PatientClock clock;
    private final Map<String, Renewal> renewalBySession = new HashMap<>();
    private @Nullable Moment leasedSince;
    private long leasedAtNanos;

    /**
     * The serial that was read, when it was read by both kinds of clocks, and when an expel that names it was last
     * sent.
     */
    private record Renewal(
            long serial,
            Moment since,
            long atNanos,
            @Nullable Moment expelledAt) {}

    SilenceDetector(PoolTimes times, ProtocolRules rules, Moment now) {
        this.times = times;
        this.rules = rules;
        clock = new PatientClock(rules, now);
    }

    /** Records the serials of a view that was just reached. */
    void observe(View view, Moment now) {
        long atNanos = clock.read(now);
        for (Member member : view.members()) {
            Renewal renewal = renewalBySession.get(member.session());
            if (renewal == null || renewal.serial != member.serial()) {
                renewalBySession.put(member.session(), new Renewal(member.serial(), now, atNanos, null));
            }
        }
        if (renewalBySession.size() > view.members().size()) {
            Set<String> members = new HashSet<>();
            view.members().forEach(member -> members.add(member.session()));
            renewalBySession.keySet().retainAll(members);
        }
    }

    /** Returns the milliseconds since a member's serial increased, or 0 for a session that is not a member. */
    long millis(String session, Moment now) {
        Renewal renewal = renewalBySession.get(session);
        return renewal == null ? 0 : now.nanosSince(renewal.since) / PoolTimes.nanos(1);
    }

    /**
     * Returns the expels that the session {@code own} must send now. Each further member waits a little longer, so that
     * usually only one sends them.
     */
    List<PoolRecord> due(View view, String own, Moment leasedSince, Moment now) {
        long nowNanos = clock.read(now);
        if (!leasedSince.equals(this.leasedSince)) {
            this.leasedSince = leasedSince;
            leasedAtNanos = nowNanos;
        }
        List<PoolRecord> due = new ArrayList<>();
        int ownRank = view.rank(own);
        for (int rank = 0; rank < view.members().size(); rank++) {
            Member member = view.members().get(rank);
            Renewal renewal = Objects.requireNonNull(renewalBySession.get(member.session()));
            // While this replica had no lease, it may not have read the records of others.
            long silentNanos = nowNanos - Math.max(renewal.atNanos, leasedAtNanos);
            int turn = rank < ownRank ? ownRank - 1 : ownRank;
            long patienceNanos =
                    rules.silenceNanos(member.leaseMillis()) + PoolTimes.nanos(times.staggerMillis()) * turn;
            boolean asked = renewal.expelledAt != null
                    && now.nanosSince(renewal.expelledAt) < PoolTimes.nanos(times.resendMillis());
            if (rank != ownRank && silentNanos >= patienceNanos && !asked) {
                renewalBySession.put(
                        member.session(), new Renewal(renewal.serial, renewal.since, renewal.atNanos, now));
                due.add(new PoolRecord.Expel(member.session(), member.serial(), own, "silent"));
            }
        }
        return due;
    }
}
