package dev.drover.pool;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Who has not been heard for how long, and whom to expel for it. */
final class Silence {
    private final Map<String, Heard> heardBySession = new HashMap<>();

    /** The serial that was read, when, and when an expel of it was sent last. */
    private record Heard(
            long serial, Moment since, @Nullable Moment expelledAt) {}

    /** Takes note of a view that was just read. */
    void observe(View view, Moment now) {
        heardBySession.keySet().removeIf(session -> view.rank(session) < 0);
        for (Member member : view.members()) {
            Heard heard = heardBySession.get(member.session());
            if (heard == null || heard.serial != member.serial()) {
                heardBySession.put(member.session(), new Heard(member.serial(), now, null));
            }
        }
    }

    /** Milliseconds since a member's serial rose; 0 for a session that is no member. */
    long millis(String session, Moment now) {
        Heard heard = heardBySession.get(session);
        return heard == null ? 0 : now.nanosSince(heard.since) / PoolTimes.nanos(1);
    }

    /**
     * The expels that the session {@code own}, leased since {@code leasedSince}, has to send now. Each further member waits
     * a little longer, so that mostly one speaks.
     */
    List<PoolRecord> due(View view, String own, Moment leasedSince, PoolTimes times, Rules rules, Moment now) {
        List<PoolRecord> due = new ArrayList<>();
        for (Member member : view.members()) {
            String session = member.session();
            Heard heard = Objects.requireNonNull(heardBySession.get(session));
            // Who was away itself has not listened meanwhile.
            long silentNanos = Math.min(now.shortestSince(heard.since), now.shortestSince(leasedSince));
            long patienceNanos = rules.silenceNanos(member.leaseMillis())
                    + PoolTimes.nanos(times.staggerMillis() * rankAmongOthers(view, own, session));
            boolean asked = heard.expelledAt != null
                    && now.nanosSince(heard.expelledAt) < PoolTimes.nanos(times.resendMillis());
            if (!session.equals(own) && silentNanos >= patienceNanos && !asked) {
                heardBySession.put(session, new Heard(heard.serial, heard.since, now));
                due.add(new PoolRecord.Expel(session, member.serial(), own, "silent"));
            }
        }
        return due;
    }

    private static int rankAmongOthers(View view, String own, String silent) {
        int rank = view.rank(own);
        return view.rank(silent) < rank ? rank - 1 : rank;
    }
}
