package dev.drover.pool;

import org.jspecify.annotations.Nullable;

/** Decides whether this replica delays the other members for so long that it should leave. */
final class LeavePolicy {
    private static final int MANY_LAG_FACTOR = 10;

    private final PoolTimes times;
    private long awaited = View.UNSET;
    private @Nullable Moment awaitedSince;
    private @Nullable Member unserved;
    private @Nullable Moment unservedSince;

    LeavePolicy(PoolTimes times) {
        this.times = times;
    }

    /** Restarts all measurements, for a new session. */
    void reset() {
        awaitedSince = null;
        unserved = null;
    }

    /**
     * Returns the reason to leave, or null if there is none.
     *
     * @param me this replica's session in {@code view}
     * @param applied the head of this replica's tracker, which the view may not show yet
     */
    @Nullable CloseReason reason(View view, Member me, HeadRef applied, ServableHeads servables, Moment now) {
        if (lagNanos(view, me, applied, now) >= PoolTimes.nanos(times.maxLagMillis()) * factor(view, me)) {
            return CloseReason.SLOW;
        }
        return cannotFollow(view, servables, now);
    }

    /**
     * Returns the reason to leave if the pool waits for this replica to serve the head of a live member: SLOW if this
     * replica has dropped that head, which it cannot get back, DIVERGED if it does not obtain it in time. A dead member
     * does not count: if all members left because of its head, none would be left to expel it.
     */
    private @Nullable CloseReason cannotFollow(View view, ServableHeads servables, Moment now) {
        Member slowest = view.slowest();
        if (slowest == null || slowest.applied().position() <= view.position() || servables.has(slowest.applied())) {
            unserved = null;
            return null;
        }
        boolean same = unserved != null
                && unserved.session().equals(slowest.session())
                && unserved.applied().equals(slowest.applied());
        if (!same || unserved == null || unservedSince == null) {
            unserved = slowest;
            unservedSince = now;
        }
        boolean alive = slowest.serial() > unserved.serial();
        if (!alive) {
            return null;
        }
        if (servables.dropped(slowest.applied())) {
            return CloseReason.SLOW;
        }
        return now.nanosSince(unservedSince) >= PoolTimes.nanos(times.unservableMillis()) ? CloseReason.DIVERGED : null;
    }

    /** Returns for how long another member has had a head that this replica has not reached since. */
    private long lagNanos(View view, Member me, HeadRef applied, Moment now) {
        long own = Math.max(applied.position(), me.applied().position());
        long furthest = furthest(view);
        if (furthest <= own) {
            awaitedSince = null;
            return 0;
        }
        if (awaitedSince == null || own >= awaited) {
            awaited = furthest;
            awaitedSince = now;
        }
        return now.nanosSince(awaitedSince);
    }

    /**
     * Returns a higher factor if most members lag: then this replica is not at fault, and leaving would only empty the
     * pool.
     */
    private static int factor(View view, Member me) {
        long furthest = furthest(view);
        int others = 0;
        int lagging = 0;
        for (Member member : view.members()) {
            if (!member.session().equals(me.session())) {
                others++;
                lagging += member.applied().position() < furthest ? 1 : 0;
            }
        }
        return lagging * 2 > others ? MANY_LAG_FACTOR : 1;
    }

    private static long furthest(View view) {
        long furthest = View.UNSET;
        for (Member member : view.members()) {
            furthest = Math.max(furthest, member.applied().position());
        }
        return furthest;
    }
}
