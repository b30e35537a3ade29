package dev.drover.pool;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A replica in its pool: what it does when something happens. A pure state machine: events come in with the moment at which
 * they happened, actions go out, to be done in their order; nothing is read, sent or timed here. Its view is that of the
 * records it was given, and every decision is made from the view, the own session and the clocks' readings alone.
 *
 * <p>For one thread, the pool's. Only {@link Gate}s, which are immutable, go to others. Call {@link #tick} every 10 ms or so:
 * safety does not depend on it. A moment must be read after its event happened and before the actions are done.
 */
public final class PoolMember {
    private static final String NEW_TOPIC = "stop all replicas of the pool and give them another --pool.topic";

    private final PoolTimes times;
    private final ProtocolRules rules;
    private final Supplier<String> sessionNames;
    private final StatusReporter speaker;
    private final ServableHeads servables = new ServableHeads();
    private final LeavePolicy stuck;
    private final JoinPolicy admission;
    private final MemberDuties duties;
    private final Gatekeeper keeper;
    private List<Action> actions = new ArrayList<>();

    private final LogPrefix log;
    private @Nullable Session session;
    private @Nullable String lastSession;
    private @Nullable HeadRef applied;
    private @Nullable Refusal ended;
    private boolean someWait;

    /**
     * A replica that has read the pool topic up to where {@code start} begins.
     *
     * @param sessionNames gives random names, a new one each time
     */
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
        speaker = new StatusReporter(self, times, rules);
        this.times = times;
        this.rules = rules;
        this.sessionNames = sessionNames;
        log = new LogPrefix(start, rules);
        stuck = new LeavePolicy(times);
        admission = new JoinPolicy(times, rules);
        duties = new MemberDuties(times, rules, log.view(), log.lastOffset(), now);
        keeper = new Gatekeeper(times, rules, servables);
    }

    /** The present gate, the one of the last {@link Action.GateChanged}. */
    public Gate gate() {
        return keeper.gate();
    }

    /** What the records read so far say. */
    public View view() {
        return log.view();
    }

    /** Milliseconds since a member's lease was renewed, as seen here. */
    public long silentMillis(String memberSession, Moment now) {
        return duties.silentMillis(memberSession, now);
    }

    /** The own session's name; null between two. */
    public @Nullable String session() {
        return session == null ? null : session.id();
    }

    /** The own tracker has a new head, complete and servable. Positions only rise. */
    public List<Action> headApplied(HeadRef head, Moment now) {
        applied = applied == null ? head : HeadRef.further(applied, head);
        servables.learn(head, true);
        if (session != null && session.listed()) {
            speaker.news();
        }
        return settle(now);
    }

    /** The answer to {@link Action.AskServable}, or news: a head was dropped. */
    public List<Action> servable(HeadRef head, boolean yes, Moment now) {
        servables.learn(head, yes);
        return settle(now);
    }

    /** The pool topic was read up to the end that it had a moment ago. */
    public List<Action> poolTopicRead(Moment now) {
        admission.poolTopicRead(now);
        return settle(now);
    }

    /** So was the data topic. */
    public List<Action> dataTopicRead(Moment now) {
        admission.dataTopicRead(now);
        return settle(now);
    }

    /** Time has passed. */
    public List<Action> tick(Moment now) {
        return settle(now);
    }

    /**
     * A request has arrived and found the gate shut. Gives its ticket: it may be answered by an {@link Action.Complete} with
     * a higher {@code before}.
     */
    public long requestWaits(Moment now) {
        someWait = true;
        return speaker.requestWaits(now);
    }

    /** The operator stops the replica, and it has answered what it had to: the last event. */
    public List<Action> shutdown(Moment now) {
        end(CloseReason.SHUTDOWN, Refusal.CLOSED);
        return settle(now);
    }

    /** The pool topic can no longer be read from where it was: read it again from a state record. The last event. */
    public List<Action> topicFailed(String why, Moment now) {
        end(CloseReason.ERROR, Refusal.REJOINING, new Action.StartOver(why));
        return settle(now);
    }

    /**
     * The pool topic does not continue what was read from it, so the guarantee may be broken already: nothing but another
     * topic repairs that. The last event.
     */
    public List<Action> topicInvalid(String why, Moment now) {
        end(CloseReason.ERROR, Refusal.FAILED, new Action.Stop(why + ": " + NEW_TOPIC));
        return settle(now);
    }

    /** Takes the next record of the pool topic. Offsets rise; they need not be consecutive. */
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
        SentRecords.Sent own = speaker.readBack(record);
        actions.add(new Action.Observed(offset, record, result, own == null ? null : own.at()));
        if (session != null) {
            readOwn(session, record, result.effect(), own, now);
        }
        if (duties.contradicts(record)) {
            return topicInvalid(
                    "record " + offset + " tells another state of the pool than this replica has read", now);
        }
        publishGate();
        if (own != null) {
            complete(own.ordinal(), keeper.atMarker(log.view()));
        }
        return settle(now);
    }

    /** What a record that was just read means for the own session: it begins, is renewed, ends. */
    private void readOwn(
            Session mine, PoolRecord record, RecordEffect effect, SentRecords.@Nullable Sent own, Moment now) {
        boolean about = record.session().equals(mine.id());
        if (log.view().member(mine.id()) != null && about) {
            mine.read(effect, own, rules, rules.leaseNanos(times), now);
            if (effect == RecordEffect.JOINED) {
                admission.joined(now);
            }
            if (rules.tellsAfter(effect)) {
                speaker.news();
            }
        } else if (log.view().member(mine.id()) == null && mine.listed()) {
            close(CloseReason.EXPELLED);
        } else if (about && effect == RecordEffect.BEHIND) {
            mine.refused();
        }
    }

    /** All that follows from the present state. The order matters: gate, requests, newHeads, own records. */
    private List<Action> settle(Moment now) {
        leaveIfStuck(now);
        publishGate();
        if (someWait && keeper.gate().open(now)) {
            complete(Long.MAX_VALUE, keeper.gate().released());
            someWait = false;
            speaker.nobodyWaits();
        }
        if (admission.topicWasRead() && ended == null) {
            keeper.announcement(log.view()).ifPresent(actions::add);
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
        CloseReason why = stuck.reason(log.view(), me, applied, servables, now);
        if (why != null) {
            admission.leave(now);
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
            stuck.reset();
            speaker.noNews();
        }
    }

    private void end(CloseReason why, Refusal refusal, Action... last) {
        if (ended == null) {
            ended = refusal;
            leave(why);
            // First the gate, so that nobody begins to wait after this.
            publishGate();
            actions.add(new Action.Refuse(refusal));
            actions.addAll(List.of(last));
        }
    }

    private void publishGate() {
        if (keeper.update(log.view(), session, applied, ended)) {
            actions.add(new Action.GateChanged(keeper.gate()));
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
        boolean mayAsk = admission.mayAsk(log.view(), applied, now);
        String difference = mayAsk ? speaker.difference(log.view()) : null;
        if (difference != null) {
            // The view keeps what the first hello said, so waiting does not help.
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
        if (mayAsk && speaker.helloIsDue(session, now)) {
            send(speaker.hello(session, applied, log.lastOffset(), now));
        }
        if (session.listed() && session.promiseNext(log.view(), servables)) {
            publishGate();
            send(speaker.status(session, applied, log.lastOffset(), now));
        }
        if (speaker.statusIsDue(session, now)) {
            send(speaker.status(session, applied, log.lastOffset(), now));
        }
        duties.due(log.view(), session, log.lastOffset(), now).forEach(this::send);
    }

    private void send(PoolRecord record) {
        actions.add(new Action.Send(record));
    }
}
