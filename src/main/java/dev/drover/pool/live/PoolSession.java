package dev.drover.pool.live;

import dev.drover.chain.Head;
import dev.drover.head.ServedHead;
import dev.drover.pool.Action;
import dev.drover.pool.HeadRef;
import dev.drover.pool.Moment;
import dev.drover.pool.PoolMember;
import dev.drover.pool.PoolRecord;
import dev.drover.pool.RecordEffect;
import dev.drover.pool.Refusal;
import dev.drover.pool.View;
import io.vertx.core.Promise;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One reading of the pool topic, from where it was opened until it ends: feeds the protocol's state machine with events
 * and performs its actions. Used on the pool's thread.
 */
final class PoolSession {
    private static final Logger log = LoggerFactory.getLogger(PoolSession.class);

    private final PoolOpener.Opened opened;
    private final PoolMember member;
    private final HeadService heads;
    private final PoolStats stats;
    private final Executor thread;
    private final Owner owner;
    private final String topic;
    private long promised = View.UNSET;
    private boolean ended;
    private @Nullable Long warnedAt;

    /**
     * The owner of a session, which ends it by {@link #end} when one of these methods is called. On the pool's thread.
     */
    interface Owner {
        /** The topic must be read again by another session. */
        void startOver(String why);

        /** This replica must not answer anything until it is restarted. */
        void stop(String why);
    }

    /**
     * Starts to read.
     *
     * @param member a state machine that starts where {@code opened} does
     * @param thread runs tasks on the pool's thread
     */
    PoolSession(
            PoolOpener.Opened opened,
            PoolMember member,
            HeadService heads,
            PoolStats stats,
            Executor thread,
            Owner owner) {
        this.opened = opened;
        this.member = member;
        this.heads = heads;
        this.stats = stats;
        this.thread = thread;
        this.owner = owner;
        topic = opened.topic().name();
        heads.publish(member.gate());
        opened.reader().start(opened.start().nextOffset(), new ReaderEvents());
    }

    PoolOpener.Opened opened() {
        return opened;
    }

    /** Ends the session: what its reader delivers from now on is ignored. */
    void end() {
        ended = true;
    }

    /**
     * Handles a new head of the tracker.
     *
     * @param dropped the last head that was dropped to make room, or null
     */
    void headApplied(Head head, @Nullable Head dropped) {
        if (dropped != null) {
            warnOfDropped(dropped);
            act(member.headDropped(HeadRef.of(dropped), Clocks.now()));
        }
        act(member.headApplied(HeadRef.of(head), Clocks.now()));
    }

    /** Warns once per wait that heads are dropped before the pool has released them. */
    private void warnOfDropped(Head dropped) {
        long released = member.view().position();
        if (member.session() != null && (warnedAt == null || warnedAt != released)) {
            warnedAt = released;
            log.warn(
                    "Dropped head {}, which pool {} has not released yet, because {} newer heads wait to be released. If"
                            + " the pool needs it, this replica leaves as slow and joins again with its newest head",
                    dropped.number(),
                    topic,
                    heads.applied().size());
        }
    }

    /** Returns the position of the furthest head that this replica has promised to serve. */
    long promisedPosition() {
        return promised;
    }

    /** Does what is due. {@code dataTopicRead}: whether the data topic has been read to its end. */
    void tick(boolean dataTopicRead) {
        Moment now = Clocks.now();
        act(dataTopicRead ? member.dataTopicRead(now) : member.tick(now));
    }

    /** Registers a request that found the gate shut, or refuses it if waiting is pointless. */
    void requestWaits(long sinceNanos, Promise<@Nullable ServedHead> promise) {
        Moment now = Clocks.now();
        Refusal refusal = member.gate().refusal(now);
        if (refusal != null && refusal.atOnce()) {
            heads.waiting().refuse(promise, refusal);
            return;
        }
        heads.waiting().add(member.requestWaits(now), sinceNanos, promise);
        act(member.tick(Clocks.now()));
    }

    /** Leaves the pool. Blocks until the bye has been sent, about a lease at most. */
    void shutdown() {
        act(member.shutdown(Clocks.now()));
        opened.sender().flush();
    }

    PoolStatus status() {
        return PoolStatus.of(topic, member, Clocks.now());
    }

    private void act(List<Action> actions) {
        for (Action action : actions) {
            switch (action) {
                case Action.Observed observed -> observed(observed);
                case Action.GateChanged changed -> heads.publish(changed.gate());
                case Action.Complete complete -> heads.complete(complete);
                case Action.Refuse refuse -> heads.waiting().refuseAll(refuse.why());
                case Action.Announce announce -> heads.announce(announce);
                case Action.Send send -> append(send.record());
                case Action.AskServable ask -> answerServable(ask.head());
                case Action.Closed closed -> {
                    stats.closed(closed.why().label());
                    log.info("Left pool {}: {}", topic, closed.why().label());
                }
                case Action.StartOver over -> owner.startOver(over.why());
                case Action.Stop stop -> owner.stop(stop.why());
            }
        }
    }

    private void observed(Action.Observed seen) {
        RecordEffect effect = seen.transition().effect();
        if (effect.ignored()) {
            stats.ignored(effect.label());
        }
        if (seen.sent() != null) {
            stats.trip(System.nanoTime() - seen.sent().nanos());
        }
        logMembership(seen.record(), effect);
    }

    private void logMembership(PoolRecord record, RecordEffect effect) {
        if (record instanceof PoolRecord.Hello hello && effect == RecordEffect.JOINED) {
            log.info("{} ({}) joined pool {}", hello.name(), hello.software(), topic);
        } else if (record instanceof PoolRecord.Expel expel && effect == RecordEffect.EXPELLED) {
            stats.expelled.increment();
            log.warn("Session {} was expelled from pool {} by {}: {}", expel.session(), topic, expel.by(), expel.why());
        } else if (record instanceof PoolRecord.Bye bye && effect == RecordEffect.LEFT) {
            log.info("Session {} left pool {}: {}", bye.session(), topic, bye.why());
        }
    }

    private void answerServable(HeadRef head) {
        if (heads.has(head)) {
            act(member.servable(head, true, Clocks.now()));
        }
    }

    private void append(PoolRecord record) {
        if (record instanceof PoolRecord.Hello) {
            heads.applied().join();
        }
        if (record instanceof PoolRecord.Status status && status.ready() != null) {
            promised = Math.max(promised, status.ready().position());
        }
        opened.sender().append(record);
    }

    /** Passes what the reader delivers to the pool's thread. */
    private final class ReaderEvents implements PoolReader.Listener {
        @Override
        public void record(long offset, PoolRecord record, Moment read) {
            later(() -> act(member.recordRead(offset, record, Clocks.now())));
        }

        @Override
        public void readToEnd(Moment asked) {
            later(() -> act(member.poolTopicRead(asked)));
        }

        @Override
        public void invalid(String why) {
            later(() -> act(member.topicInvalid(why, Clocks.now())));
        }

        @Override
        public void failed(String why) {
            later(() -> act(member.topicFailed(why, Clocks.now())));
        }

        private void later(Runnable event) {
            thread.execute(() -> {
                if (!ended) {
                    event.run();
                }
            });
        }
    }
}
