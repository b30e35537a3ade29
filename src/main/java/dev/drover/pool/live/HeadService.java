package dev.drover.pool.live;

import dev.drover.chain.BlockId;
import dev.drover.chain.Head;
import dev.drover.config.PoolConfig;
import dev.drover.head.HeadChange;
import dev.drover.head.ServedHead;
import dev.drover.pool.Action;
import dev.drover.pool.Gate;
import dev.drover.pool.HeadRef;
import dev.drover.pool.Refusal;
import dev.drover.pool.Released;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the head that the pool has released: keeps the heads that may still be released, publishes gate and head for
 * requests, completes the requests that wait, and announces each release. Outlives the sessions. Used on the pool's
 * thread; {@link #slot} and {@link WaitingRequests#refuse} may be used on any.
 */
final class HeadService {
    private static final Logger log = LoggerFactory.getLogger(HeadService.class);

    private final AppliedHeads applied = new AppliedHeads(HeadRef.KEPT_MAX);
    private final ServingSlot slot = new ServingSlot();
    private final WaitingRequests waiting;
    private final PoolStats stats;
    private final Consumer<HeadChange> announcer;
    private volatile @Nullable BlockId firstUnserved;
    private boolean served;

    /**
     * @param topic the name of the pool topic, for error texts
     * @param announcer receives each change of the released head
     */
    HeadService(String topic, PoolConfig.Hold bounds, PoolStats stats, Consumer<HeadChange> announcer) {
        this.waiting = new WaitingRequests(topic, bounds, stats);
        this.stats = stats;
        this.announcer = announcer;
    }

    /** Returns the heads that this replica has applied and the pool may still release. */
    AppliedHeads applied() {
        return applied;
    }

    /** Returns the field from which requests read gate and head. */
    ServingSlot slot() {
        return slot;
    }

    WaitingRequests waiting() {
        return waiting;
    }

    /** Returns whether this head can be served here. */
    boolean has(HeadRef head) {
        return applied.find(head.position(), head.hash()) != null;
    }

    /** Publishes a gate with the head that it releases. */
    void publish(Gate gate) {
        Serving before = slot.get();
        if (gate.shut() == Refusal.FULL && (before == null || before.gate().shut() != Refusal.FULL)) {
            log.warn("Cannot join: {}", waiting.text(Refusal.FULL));
        }
        Released released = gate.released();
        if (before != null
                && before.head() != null
                && released != null
                && released.equals(before.gate().released())) {
            slot.put(new Serving(gate, before.head()));
        } else {
            ServedHead head = named(released);
            slot.put(new Serving(gate, head));
            noteServed(gate, head);
        }
    }

    private void noteServed(Gate gate, @Nullable ServedHead head) {
        Released released = gate.released();
        served |= head != null;
        if (!served && firstUnserved == null && released != null && gate.shut() == Refusal.NOT_SERVABLE) {
            firstUnserved =
                    new BlockId(released.head().number(), released.head().hash());
        }
    }

    /** Returns the first released head if this replica, as a member, could not serve it; else null. Any thread. */
    @Nullable BlockId firstUnserved() {
        return firstUnserved;
    }

    /** Returns the released head under the pool's name, retained once; null if this replica does not have it. */
    private @Nullable ServedHead named(@Nullable Released released) {
        if (released == null) {
            return null;
        }
        HeadRef ref = released.head();
        ServedHead found = applied.find(ref.position(), ref.hash());
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

    /** Completes waiting requests with the head that the action names. */
    void complete(Action.Complete complete) {
        Serving now = slot.get();
        if (now != null
                && now.head() != null
                && complete.released().equals(now.gate().released())) {
            waiting.complete(complete.before(), now.head());
            return;
        }
        ServedHead named = named(complete.released());
        if (named != null) {
            waiting.complete(complete.before(), named);
            named.release();
        }
    }

    /** Announces a released head, unless this replica does not serve it. */
    void announce(Action.Announce announce) {
        HeadRef to = announce.to().head();
        Serving now = slot.get();
        if (!has(to) || now == null || now.head() == null) {
            return;
        }
        stats.released(System.nanoTime() - applied.appliedNanos(to.position()));
        HeadChange change = announce.from() == null
                ? applied.changeTo(to.position())
                : applied.change(announce.from().position(), to.position());
        applied.show(to.position());
        if (change != null) {
            announcer.accept(new HeadChange(now.head().head(), change.reverted(), change.added()));
        }
    }

    /** Serves nothing until the next {@link #publish}. */
    void withdraw() {
        slot.put(null);
    }
}
