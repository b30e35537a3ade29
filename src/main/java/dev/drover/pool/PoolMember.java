package dev.drover.pool;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The protocol of one replica, as a pure state machine. Each event comes with the moment at which it happened and
 * returns the actions to perform, in order. This class does no I/O and reads no clock: it decides from the view of the
 * records it was given, its session and the given moments alone.
 *
 * <p>Used by the pool's thread; only {@link Gate}s, which are immutable, are shared. Call {@link #tick} about every
 * 10 ms; safety does not depend on it. A moment must be read after its event and before the actions are performed.
 */
public final class PoolMember {
    private static final String NEW_TOPIC = "stop all replicas of the pool and give them another --pool.topic";

    private final PoolTimes times;
    private final ProtocolRules rules;
    private final Supplier<String> sessionNames;
    private final StatusReporter reporter;
    private final ServableHeads servables = new ServableHeads();
    private final LeavePolicy leavePolicy;
    private final JoinPolicy joinPolicy;
    private final MemberDuties duties;
    private final Gatekeeper gatekeeper;
    private final LogPrefix log;
    private List<Action> actions = new ArrayList<>();
    private @Nullable Session session;
    private @Nullable String lastSession;
    private @Nullable HeadRef applied;
    private @Nullable Refusal ended;
    private boolean someWait;

    /** Starts where {@code start} says. {@code sessionNames} supplies a new random name at each call. */
    public PoolMember(
            ReplicaIdentity self,
            PoolTimes times,
            PoolStart.ReadFrom start,
            Supplier<String> sessionNames,
            Moment now) {
        this(self, times, start, sessionNames, now, ProtocolRules.STANDARD);
    }

    PoolMember(
            ReplicaIdentity self,
            PoolTimes times,
            PoolStart.ReadFrom start,
            Supplier<String> sessionNames,
            Moment now,
            ProtocolRules rules) {
        reporter = new StatusReporter(self, times, rules);
        this.times = times;
        this.rules = rules;
        this.sessionNames = sessionNames;
        log = new LogPrefix(start, rules);
        leavePolicy = new LeavePolicy(times);
        joinPolicy = new JoinPolicy(times, rules);
        duties = new MemberDuties(times, rules, log.view(), log.lastOffset(), now);
        gatekeeper = new Gatekeeper(times, rules, servables);
    }

    /** Returns the current gate, that of the last {@link Action.GateChanged}. */
    public Gate gate() {
        return gatekeeper.gate();
    }

    /** Returns the view after the records read so far. */
    public View view() {
        return log.view();
    }

    /** Returns the milliseconds since this replica read the last renewal of a member's lease. */
    public long silentMillis(String memberSession, Moment now) {
        return duties.silentMillis(memberSession, now);
    }

    /** Returns the name of this replica's session, or null if it has none. */
    public @Nullable String session() {
        return session == null ? null : session.id();
    }

    /** Handles a new head of this replica's tracker, which is complete and servable. Positions only increase. */
    public List<Action> headApplied(HeadRef head, Moment now) {
        applied = applied == null ? head : HeadRef.further(applied, head);
        servables.learn(head, true);
        if (session != null && session.accepted()) {
            reporter.statusWanted();
        }
        return settle(now);
    }

    /** Handles the answer to {@link Action.AskServable}. */
    public List<Action> servable(HeadRef head, boolean yes, Moment now) {
        servables.learn(head, yes);
        return settle(now);
    }

    /** Handles the loss of a servable head, and perhaps of some before it, that was dropped to make room. */
    public List<Action> headDropped(HeadRef head, Moment now) {
        servables.drop(head);
        return settle(now);
    }

    /** Notes that the pool topic has been read up to the end that it had at {@code now}. */
    public List<Action> poolTopicRead(Moment now) {
        joinPolicy.poolTopicRead(now);
        return settle(now);
    }

    /** Notes that the data topic has been read up to the end that it had at {@code now}. */
    public List<Action> dataTopicRead(Moment now) {
        joinPolicy.dataTopicRead(now);
        return settle(now);
    }

    /** Does what is due at {@code now}. */
    public List<Action> tick(Moment now) {
        return settle(now);
    }

    /** Registers a request that found the gate shut. Returns its ticket: {@link Action.Complete} answers lower ones. */
    public long requestWaits(Moment now) {
        someWait = true;
        return reporter.requestWaits(now);
    }

    /** Leaves the pool because the replica shuts down. The last event. */
    public List<Action> shutdown(Moment now) {
        end(CloseReason.SHUTDOWN, Refusal.CLOSED);
        return settle(now);
    }

    /** Leaves the pool so that its topic is read again from a state record. The last event. */
    public List<Action> topicFailed(String why, Moment now) {
        end(CloseReason.ERROR, Refusal.REJOINING, new Action.StartOver(why));
        return settle(now);
    }

    /** Leaves the pool permanently: the topic contradicts what was read from it. The last event. */
    public List<Action> topicInvalid(String why, Moment now) {
        end(CloseReason.ERROR, Refusal.FAILED, new Action.Stop(why + ": " + NEW_TOPIC));
        return settle(now);
    }

    /** Handles the next record of the pool topic. Offsets increase, but need not be consecutive. */
    public List<Action> recordRead(long offset, PoolRecord record, Moment now) {
        if (ended != null) {
            return List.of();
        }
        String fault = log.fault(offset, record);
        if (fault != null) {
            return topicInvalid(fault, now);
        }
        Transition result = log.append(offset, record);
        duties.observe(offset, record, log.view(), now);
        SentRecords.Sent own = reporter.readBack(record);
        actions.add(new Action.Observed(offset, record, result, own == null ? null : own.at()));
        if (session != null) {
            readOwn(session, record, result.effect(), own, now);
        }
        if (duties.contradicts(record)) {
            return topicInvalid("record " + offset + " states a view of the pool that differs from this one", now);
        }
        publishGate();
        if (own != null) {
            complete(own.ordinal(), gatekeeper.atMarker(log.view()));
        }
        return settle(now);
    }

    /** Applies a record to this replica's session: it may start, renew or end it. */
    private void readOwn(
            Session mine, PoolRecord record, RecordEffect effect, SentRecords.@Nullable Sent own, Moment now) {
        boolean ours = record.session().equals(mine.id());
        if (log.view().member(mine.id()) != null && ours) {
            mine.ownRecordRead(effect, own, rules, rules.leaseNanos(times), now);
            if (effect == RecordEffect.JOINED) {
                joinPolicy.joined(now);
            }
            if (rules.statusAfter(effect)) {
                reporter.statusWanted();
            }
        } else if (log.view().member(mine.id()) == null && mine.accepted()) {
            close(CloseReason.EXPELLED);
        } else if (ours && effect == RecordEffect.BEHIND) {
            mine.helloRefused();
        }
    }

    /** Does all that the current state calls for. The order matters: gate, requests, newHeads, own records. */
    private List<Action> settle(Moment now) {
        leaveIfStuck(now);
        publishGate();
        if (someWait && gatekeeper.gate().open(now)) {
            complete(Long.MAX_VALUE, gatekeeper.gate().released());
            someWait = false;
            reporter.noRequestWaits();
        }
        if (joinPolicy.topicWasRead() && ended == null) {
            gatekeeper.announcement(log.view()).ifPresent(actions::add);
        }
        speak(now);
        List<Action> done = actions;
        actions = new ArrayList<>();
        return done;
    }

    private void leaveIfStuck(Moment now) {
        Member me = session == null ? null : log.view().member(session.id());
        if (me == null || applied == null || !rules.leavesWhenStuck()) {
            return;
        }
        CloseReason why = leavePolicy.reason(log.view(), me, applied, servables, now);
        if (why != null) {
            joinPolicy.leave(servables.dropped(log.view().candidate()), now);
            leave(why);
        }
    }

    private void leave(CloseReason why) {
        if (session != null) {
            PoolRecord bye = new PoolRecord.Bye(session.id(), why.label());
            if (rules.closesBeforeBye()) {
                close(why);
                publishGate();
            }
            send(bye);
        }
    }

    private void close(CloseReason why) {
        if (session != null) {
            actions.add(new Action.Closed(session.id(), why));
            session = null;
            leavePolicy.reset();
            reporter.statusUnwanted();
        }
    }

    private void end(CloseReason why, Refusal refusal, Action... last) {
        if (ended == null) {
            ended = refusal;
            leave(why);
            // The gate first, so that no request starts to wait after this.
            publishGate();
            actions.add(new Action.Refuse(refusal));
            actions.addAll(List.of(last));
        }
    }

    private void publishGate() {
        if (gatekeeper.update(log.view(), session, applied, ended)) {
            actions.add(new Action.GateChanged(gatekeeper.gate()));
        }
    }

    private void complete(long before, @Nullable Released released) {
        if (someWait && released != null) {
            actions.add(new Action.Complete(before, released));
        }
    }

    private void speak(Moment now) {
        if (ended != null || applied == null) {
            return;
        }
        actions.addAll(servables.questions(now, log.view().head(), log.view().candidate()));
        boolean mayAsk = joinPolicy.mayAsk(log.view(), applied, servables, now);
        String difference = mayAsk ? reporter.difference(log.view()) : null;
        if (difference != null) {
            // The view keeps the binding of the first hello, so waiting does not help.
            end(CloseReason.REFUSED, Refusal.FAILED, new Action.Stop(difference));
            return;
        }
        if (session == null && mayAsk) {
            session = new Session(rules.session(sessionNames.get(), lastSession));
            lastSession = session.id();
        }
        if (session == null) {
            return;
        }
        if (mayAsk && reporter.helloIsDue(session, now)) {
            send(reporter.hello(session, applied, log.lastOffset(), now));
        }
        if (session.accepted() && session.promiseNext(log.view(), servables)) {
            publishGate();
            send(reporter.status(session, applied, log.lastOffset(), now));
        }
        if (reporter.statusIsDue(session, now)) {
            send(reporter.status(session, applied, log.lastOffset(), now));
        }
        duties.due(log.view(), session, log.lastOffset(), now).forEach(this::send);
    }

    private void send(PoolRecord record) {
        actions.add(new Action.Send(record));
    }
}
