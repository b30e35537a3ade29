package dev.drover.pool;

import org.jspecify.annotations.Nullable;

/** When a replica may ask to join: it has read both topics to their ends, has a head that is new enough, and has paused. */
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

    /** Whether the pool topic was read to an end at all: what is read now happens now. */
    boolean topicWasRead() {
        return poolRead != null;
    }

    void joined(Moment now) {
        joined = now;
    }

    /** The replica leaves because it keeps the others waiting: it shall not do so again at once. */
    void leave(Moment now) {
        boolean stayedLong = joined != null && now.nanosSince(joined) >= PoolTimes.nanos(times.backoffMaxMillis());
        pauseMillis = pauseMillis == 0 || stayedLong
                ? times.backoffMinMillis()
                : Math.min(times.backoffMaxMillis(), 2 * pauseMillis);
        left = now;
    }

    /** Whether a hello with this head has a chance now. */
    boolean mayAsk(View view, HeadRef applied, Moment now) {
        boolean paused =
                left == null || view.members().isEmpty() || now.nanosSince(left) >= PoolTimes.nanos(pauseMillis);
        return paused && !view.isFull() && fresh(poolRead, now) && fresh(dataRead, now) && !rules.behind(view, applied);
    }

    private boolean fresh(@Nullable Moment read, Moment now) {
        return read != null && now.longestSince(read) <= PoolTimes.nanos(times.freshMillis());
    }
}
