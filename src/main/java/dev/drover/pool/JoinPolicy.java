package dev.drover.pool;

import org.jspecify.annotations.Nullable;

/**
 * The conditions for joining: the replica has recently read both topics to their ends, has a head that is new enough,
 * and has backed off after leaving.
 */
final class JoinPolicy {
    private final PoolTimes times;
    private final ProtocolRules rules;

    private @Nullable Moment poolRead;
    private @Nullable Moment dataRead;
    private @Nullable Moment left;
    private @Nullable Moment joined;
    private long pauseMillis;

    JoinPolicy(PoolTimes times, ProtocolRules rules) {
        this.times = times;
        this.rules = rules;
    }

    void poolTopicRead(Moment now) {
        poolRead = now;
    }

    void dataTopicRead(Moment now) {
        dataRead = now;
    }

    /** Returns whether the pool topic has ever been read to its end, so that what is read now is recent. */
    boolean topicWasRead() {
        return poolRead != null;
    }

    void joined(Moment now) {
        joined = now;
    }

    /**
     * Starts the next back-off, because the replica leaves to no longer keep the others waiting.
     *
     * @param dropped whether the others wait for a head that it has dropped: then it needs no back-off, because it asks
     *     again only when the members are past that head
     */
    void leave(boolean dropped, Moment now) {
        if (dropped) {
            return;
        }
        boolean stayedLong = joined != null && now.nanosSince(joined) >= PoolTimes.nanos(times.backoffMaxMillis());
        pauseMillis = pauseMillis == 0 || stayedLong
                ? times.backoffMinMillis()
                : Math.min(times.backoffMaxMillis(), 2 * pauseMillis);
        left = now;
    }

    /** Returns whether a hello with this head may be sent now. */
    boolean mayAsk(View view, HeadRef applied, ServableHeads servables, Moment now) {
        boolean paused =
                left == null || view.members().isEmpty() || now.nanosSince(left) >= PoolTimes.nanos(pauseMillis);
        // While the pool is to release a head that this replica has dropped, it would only have to leave again.
        boolean useful = !view.isFull() && !rules.behind(view, applied) && !servables.dropped(view.candidate());
        return paused && useful && fresh(poolRead, now) && fresh(dataRead, now);
    }

    private boolean fresh(@Nullable Moment read, Moment now) {
        return read != null && now.longestSince(read) <= PoolTimes.nanos(times.freshMillis());
    }
}
