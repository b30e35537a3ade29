package dev.drover.pool;

import org.jspecify.annotations.Nullable;

/** Whether a member keeps the others waiting for so long that it should leave. */
final class Stuck {
    private static final int MANY_LAG_FACTOR = 10;

    private long awaited = View.UNSET;
    private @Nullable Moment awaitedSince;
    private @Nullable HeadRef unserved;
    private @Nullable Moment unservedSince;

    /** Begins anew, for a new session. */
    void reset() {
        awaitedSince = null;
        unserved = null;
    }

    /**
     * The reason to leave; null if there is none.
     *
     * @param me the own session in {@code view}
     * @param applied the own tracker's head, which the view may not show yet
     * @param unservable the head that the pool wants to release next, if it cannot be served here
     */
    @Nullable Closing reason(View view, Member me, HeadRef applied, @Nullable HeadRef unservable, PoolTimes times, Moment now) {
        if (lagNanos(view, me, applied, now) >= PoolTimes.nanos(times.maxLagMillis()) * factor(view, me)) {
            return Closing.SLOW;
        }
        if (unservable == null) {
            unserved = null;
            return null;
        }
        if (!unservable.equals(unserved) || unservedSince == null) {
            unserved = unservable;
            unservedSince = now;
        }
        return now.nanosSince(unservedSince) >= PoolTimes.nanos(times.unservableMillis()) ? Closing.DIVERGED : null;
    }

    /** For how long somebody has had a head that this replica has not reached since. */
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

    /** If most lag, the fault is not here: leaving would only empty the pool. */
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
