package dev.drover.pool;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Derives the gate and the announcements from view and session. */
final class Gatekeeper {
    private final PoolTimes times;
    private final ProtocolRules rules;
    private final ServableHeads servables;
    private boolean everAccepted;
    private @Nullable HeadRef announced;
    private Gate gate = new Gate(Refusal.NEVER_JOINED, false, null, Session.NEVER, 0);

    Gatekeeper(PoolTimes times, ProtocolRules rules, ServableHeads servables) {
        this.times = times;
        this.rules = rules;
        this.servables = servables;
    }

    Gate gate() {
        return gate;
    }

    /**
     * Updates the gate and returns whether it has changed. {@code ended}: why there will be no further session, or
     * null.
     */
    boolean update(View view, @Nullable Session session, @Nullable HeadRef own, @Nullable Refusal ended) {
        everAccepted |= session != null && session.accepted();
        Member me = session == null ? null : view.member(session.id());
        HeadRef hold = session == null || me == null ? null : rules.hold(session.promised(), me);
        Gate next = new Gate(
                shut(view, session, ended),
                rules.holds(hold, view),
                rules.answered(view.released(), own),
                session == null ? Session.NEVER : session.leaseStart(),
                rules.leaseNanos(times));
        boolean changed = !next.equals(gate);
        gate = next;
        return changed;
    }

    private @Nullable Refusal shut(View view, @Nullable Session session, @Nullable Refusal ended) {
        if (session == null || !rules.mayAnswer(session.accepted())) {
            return ended != null ? ended : notIn(view);
        }
        if (view.head() == null) {
            return Refusal.NO_HEAD;
        }
        return servables.has(view.head()) ? null : Refusal.NOT_SERVABLE;
    }

    private Refusal notIn(View view) {
        if (view.isFull()) {
            return Refusal.FULL;
        }
        return everAccepted ? Refusal.REJOINING : Refusal.NEVER_JOINED;
    }

    /**
     * Returns the head from which requests older than the marker just read back are answered, whatever the gate says;
     * null if this replica cannot serve it.
     */
    @Nullable Released atMarker(View view) {
        return servables.has(view.head()) ? gate.released() : null;
    }

    /** Returns the announcement of the released head, once, as soon as this replica can serve it. */
    Optional<Action> announcement(View view) {
        Released released = view.released();
        if (released == null || released.head().equals(announced) || !servables.has(released.head())) {
            return Optional.empty();
        }
        Action announcement = new Action.Announce(announced, released);
        announced = released.head();
        return Optional.of(announcement);
    }
}
