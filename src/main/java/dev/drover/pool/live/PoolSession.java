package dev.drover.pool.live;

import dev.drover.chain.Head;
import dev.drover.config.PoolConfig;
import dev.drover.config.Version;
import dev.drover.head.HeadChange;
import dev.drover.head.ServedHead;
import dev.drover.pool.Action;
import dev.drover.pool.Gate;
import dev.drover.pool.HeadRef;
import dev.drover.pool.Moment;
import dev.drover.pool.PoolMember;
import dev.drover.pool.PoolRecord;
import dev.drover.pool.PoolTimes;
import dev.drover.pool.RecordEffect;
import dev.drover.pool.Refusal;
import dev.drover.pool.Released;
import dev.drover.pool.ReplicaIdentity;
import dev.drover.pool.View;
import io.vertx.core.Promise;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One reading of the pool topic: the protocol's state machine, the clients that feed it, and the doing of what it says. On the
 * pool's thread; a topic that is not what it was ends it, and the next one begins.
 */
final class PoolSession {
    private static final Logger log = LoggerFactory.getLogger(Pool.class);

    private final Pool pool;
    private final PoolOpener.Opened opened;
    private final PoolTopic topic;
    private final PoolMember member;
    private long promised = View.UNSET;

    PoolSession(Pool pool, PoolOpener.Opened opened) {
        this.pool = pool;
        this.opened = opened;
        topic = opened.topic();
        PoolConfig.Times given = pool.config().times();
        PoolTimes times = PoolTimes.of(given.leaseMillis(), given.maxLagMillis(), given.markerMillis());
        ReplicaIdentity self = new ReplicaIdentity(pool.name(), "drover/" + Version.number(), opened.data());
        member = new PoolMember(
                self, times, opened.start(), () -> UUID.randomUUID().toString(), Pool.now());
        gateChanged(member.gate());
        opened.reader().start(opened.start().nextOffset(), new FromReader());
    }

    PoolOpener.Opened opened() {
        return opened;
    }

    /** @param dropped a head that was given up for it */
    void headApplied(Head head, @Nullable Head dropped) {
        if (dropped != null) {
            act(member.servable(HeadRef.of(dropped), false, Pool.now()));
        }
        act(member.headApplied(HeadRef.of(head), Pool.now()));
    }

    /** Returns the position of the furthest head that this replica has promised to serve. */
    long promisedPosition() {
        return promised;
    }

    void tick(boolean dataTopicRead) {
        Moment now = Pool.now();
        act(dataTopicRead ? member.dataTopicRead(now) : member.tick(now));
    }

    void requestWaits(long sinceNanos, Promise<@Nullable ServedHead> promise) {
        Moment now = Pool.now();
        Refusal refusal = member.gate().refusal(now);
        if (refusal != null && refusal.atOnce()) {
            pool.waiting().refuse(promise, refusal.label(), text(refusal));
            return;
        }
        pool.waiting().add(member.requestWaits(now), sinceNanos, promise);
        act(member.tick(Pool.now()));
    }

    void shutdown() {
        act(member.shutdown(Pool.now()));
        opened.sender().flush();
    }

    PoolStatus status() {
        return PoolStatus.of(topic.name(), member, Pool.now());
    }

    private void act(List<Action> actions) {
        for (Action action : actions) {
            switch (action) {
                case Action.Observed observed -> observed(observed);
                case Action.GateChanged changed -> gateChanged(changed.gate());
                case Action.Complete complete -> complete(complete);
                case Action.Refuse refuse ->
                    pool.waiting().refuseAll(refuse.why().label(), text(refuse.why()));
                case Action.Announce announce -> announce(announce);
                case Action.Send send -> append(send.record());
                case Action.AskServable ask -> answerServable(ask.head());
                case Action.Closed closed -> {
                    pool.stats().closed(closed.why().label());
                    log.info("Left pool {}: {}", topic.name(), closed.why().label());
                }
                case Action.StartOver over -> pool.startOver(over.why());
                case Action.Stop stop -> pool.stop(stop.why());
            }
        }
    }

    private void observed(Action.Observed seen) {
        RecordEffect effect = seen.applied().effect();
        if (effect.ignored()) {
            pool.stats().ignored(effect.label());
        }
        if (seen.sent() != null) {
            pool.stats().trip(System.nanoTime() - seen.sent().nanos());
        }
        tell(seen.record(), effect);
    }

    private void tell(PoolRecord record, RecordEffect effect) {
        if (record instanceof PoolRecord.Hello hello && effect == RecordEffect.JOINED) {
            log.info("{} ({}) joined pool {}", hello.name(), hello.software(), topic.name());
        } else if (record instanceof PoolRecord.Expel expel && effect == RecordEffect.EXPELLED) {
            pool.stats().expelled.increment();
            log.warn(
                    "Session {} was expelled from pool {} by {}: {}",
                    expel.session(),
                    topic.name(),
                    expel.by(),
                    expel.why());
        } else if (record instanceof PoolRecord.Bye bye && effect == RecordEffect.LEFT) {
            log.info("Session {} left pool {}: {}", bye.session(), topic.name(), bye.why());
        }
    }

    private void gateChanged(Gate gate) {
        Serving before = pool.serving().get();
        if (gate.shut() == Refusal.FULL && (before == null || before.gate().shut() != Refusal.FULL)) {
            log.warn("Cannot join: {}", text(Refusal.FULL));
        }
        Released released = gate.released();
        if (before != null && released != null && released.equals(before.gate().released()) && before.head() != null) {
            pool.serving().put(new Serving(gate, before.head()));
            return;
        }
        ServedHead named = named(released);
        pool.serving().put(new Serving(gate, named));
    }

    /** The released head under the pool's name, with a count of its own; null if it is not here. */
    private @Nullable ServedHead named(@Nullable Released released) {
        if (released == null) {
            return null;
        }
        HeadRef ref = released.head();
        ServedHead found = pool.heads().find(ref.position(), ref.hash());
        if (found == null) {
            return null;
        }
        Head head = found.head();
        return found.as(new Head(
                released.epoch(),
                head.number(),
                head.hash(),
                head.parentHash(),
                head.timeSeconds(),
                released.position(),
                head.rewindPosition()));
    }

    private void complete(Action.Complete complete) {
        Serving now = pool.serving().get();
        if (now != null
                && now.head() != null
                && complete.released().equals(now.gate().released())) {
            pool.waiting().complete(complete.before(), now.head());
            return;
        }
        ServedHead named = named(complete.released());
        if (named != null) {
            pool.waiting().complete(complete.before(), named);
            named.release();
        }
    }

    private void announce(Action.Announce announce) {
        HeadRef to = announce.to().head();
        Serving now = pool.serving().get();
        if (pool.heads().find(to.position(), to.hash()) == null || now == null || now.head() == null) {
            return;
        }
        pool.stats().released(System.nanoTime() - pool.heads().appliedNanos(to.position()));
        HeadChange change = announce.from() == null
                ? pool.heads().changeTo(to.position())
                : pool.heads().change(announce.from().position(), to.position());
        pool.heads().show(to.position());
        if (change != null) {
            pool.announce(new HeadChange(now.head().head(), change.reverted(), change.added()));
        }
    }

    private void answerServable(HeadRef head) {
        boolean here = pool.heads().find(head.position(), head.hash()) != null;
        if (here) {
            act(member.servable(head, true, Pool.now()));
        }
    }

    private void append(PoolRecord record) {
        if (record instanceof PoolRecord.Status status && status.ready() != null) {
            promised = Math.max(promised, status.ready().position());
        }
        opened.sender().append(record);
    }

    private String text(Refusal refusal) {
        return switch (refusal) {
            case NEVER_JOINED -> "this replica has not joined its pool yet";
            case CLOSED -> "this replica is shutting down";
            case FAILED -> "this replica cannot be in its pool, its log says why";
            case FULL ->
                "pool " + topic.name() + " has " + View.MEMBERS_MAX
                        + " members, the most that it can have: stop some, or start another pool";
            default -> "no agreed head within " + pool.config().hold().maxMillis() + " ms";
        };
    }

    /** Hands what is read to the pool's thread. */
    private final class FromReader implements PoolReader.Listener {
        @Override
        public void record(long offset, PoolRecord record, Moment read) {
            pool.later(PoolSession.this, () -> act(member.recordRead(offset, record, Pool.now())));
        }

        @Override
        public void readToEnd(Moment asked) {
            pool.later(PoolSession.this, () -> act(member.poolTopicRead(asked)));
        }

        @Override
        public void invalid(String why) {
            pool.later(PoolSession.this, () -> act(member.topicInvalid(why, Pool.now())));
        }

        @Override
        public void failed(String why) {
            pool.later(PoolSession.this, () -> act(member.topicFailed(why, Pool.now())));
        }
    }
}
