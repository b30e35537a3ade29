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
    private final PoolTimes times;
    private final Rules rules;
    private final Supplier<String> sessionNames;
    private final Speaker speaker;
    private final Servables servables = new Servables();
    private final Stuck stuck;
    private final Admission admission;
    private final Duties duties;
    private final Gatekeeper keeper;
    private List<Action> actions = new ArrayList<>();

    private View view;
    private long nextOffset;
    private @Nullable Session session;
    private @Nullable String lastSession;
    private @Nullable HeadRef applied;
    private boolean ended;
    private boolean someWait;

    /**
     * A replica that has read the pool topic up to where {@code start} begins.
     *
     * @param sessionNames gives random names, a new one each time
     */
    public PoolMember(Self self, PoolTimes times, PoolStart.From start, Supplier<String> sessionNames, Moment now) {
        this(self, times, start, sessionNames, now, Rules.TRUE);
    }

    PoolMember(
            Self self, PoolTimes times, PoolStart.From start, Supplier<String> sessionNames, Moment now, Rules rules) {
        speaker = new Speaker(self, times, rules);
        this.times = times;
        this.rules = rules;
        this.sessionNames = sessionNames;
        view = start.view();
        nextOffset = start.nextOffset();
        stuck = new Stuck(times);
        admission = new Admission(times, rules);
        duties = new Duties(times, rules, view, nextOffset - 1, now);
        keeper = new Gatekeeper(times, rules, servables);
    }

    /** The present gate, the one of the last {@link Action.GateChanged}. */
    public Gate gate() {
        return keeper.gate();
    }

    /** What the records read so far say. */
    public View view() {
        return view;
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
        end(Closing.SHUTDOWN);
        return settle(now);
    }

    /** The topic is not what it was: offsets are missing, or it was made anew. The last event. */
    public List<Action> topicFailed(String why, Moment now) {
        if (!ended) {
            end(Closing.ERROR);
            actions.add(new Action.StartOver(why));
        }
        return settle(now);
    }

    /** The next record of the pool topic. Offsets must follow each other without a gap. */
    public List<Action> recordRead(long offset, PoolRecord record, Moment now) {
        if (ended) {
            return List.of();
        }
        if (offset != nextOffset) {
            return topicFailed("pool topic: offset " + offset + " where " + nextOffset + " was due", now);
        }
        Applied result = view.apply(offset, record, rules);
        view = result.view();
        nextOffset = offset + 1;
        duties.observe(offset, record, view, now);
        SentRecords.Sent own = speaker.readBack(record);
        actions.add(new Action.Observed(offset, record, result, own == null ? null : own.at()));
        if (session != null) {
            readOwn(session, record, result.effect(), own, now);
        }
        if (record instanceof PoolRecord.State state && duties.contradicts(state)) {
            return topicFailed(
                    "the view after record " + state.upto() + " is not the one that " + state.by() + " has", now);
        }
        publishGate();
        if (own != null) {
            complete(own.ordinal(), keeper.atMarker(view));
        }
        return settle(now);
    }

    /** What a record that was just read means for the own session: it begins, is renewed, ends. */
    private void readOwn(Session mine, PoolRecord record, Effect effect, SentRecords.@Nullable Sent own, Moment now) {
        boolean about = record.session().equals(mine.id());
        if (view.member(mine.id()) != null && about) {
            mine.read(effect, own, rules, rules.leaseNanos(times), now);
            if (effect == Effect.JOINED) {
                admission.joined(now);
            }
            if (rules.tellsAfter(effect)) {
                speaker.news();
            }
        } else if (view.member(mine.id()) == null && mine.listed()) {
            close(Closing.EXPELLED);
        } else if (about && (effect == Effect.OTHER_DATA || effect == Effect.BAD_LEASE)) {
            admission.leave(now);
            close(Closing.REFUSED);
        } else if (about && effect == Effect.BEHIND) {
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
        if (admission.topicWasRead() && !ended) {
            keeper.announcement(view).ifPresent(actions::add);
        }
        speak(now);
        List<Action> done = actions;
        actions = new ArrayList<>();
        return done;
    }

    private void leaveIfStuck(Moment now) {
        Member me = session == null ? null : view.member(session.id());
        if (me == null || applied == null || !rules.leavesWhenStuck()) {
            return;
        }
        Closing why = stuck.reason(view, me, applied, servables, now);
        if (why != null) {
            admission.leave(now);
            leave(why);
        }
    }

    private void leave(Closing why) {
        if (session != null) {
            PoolRecord bye = new PoolRecord.Bye(session.id(), why.label());
            if (rules.closesBeforeBye()) {
                close(why);
                publishGate();
            }
            send(bye);
        }
    }

    private void close(Closing why) {
        if (session != null) {
            actions.add(new Action.Closed(session.id(), why));
            session = null;
            stuck.reset();
            speaker.noNews();
        }
    }

    private void end(Closing why) {
        if (!ended) {
            ended = true;
            leave(why);
            // First the gate, so that nobody begins to wait after this.
            publishGate();
            actions.add(new Action.Refuse(Refusal.CLOSED));
        }
    }

    private void publishGate() {
        if (keeper.update(view, session, applied, ended)) {
            actions.add(new Action.GateChanged(keeper.gate()));
        }
    }

    private void complete(long before, @Nullable Released released) {
        if (someWait && released != null) {
            actions.add(new Action.Complete(before, released));
        }
    }

    private void speak(Moment now) {
        if (ended || applied == null) {
            return;
        }
        actions.addAll(servables.questions(now, view.head(), view.candidate()));
        boolean mayAsk = admission.mayAsk(view, applied, now);
        if (session == null && mayAsk) {
            session = new Session(rules.session(sessionNames.get(), lastSession));
            lastSession = session.id();
        }
        if (session == null) {
            return;
        }
        if (mayAsk && speaker.helloIsDue(session, now)) {
            send(speaker.hello(session, applied, nextOffset - 1, now));
        }
        if (session.listed() && promise(session)) {
            publishGate();
            send(speaker.status(session, applied, nextOffset - 1, now));
        }
        if (speaker.statusIsDue(session, now)) {
            send(speaker.status(session, applied, nextOffset - 1, now));
        }
        duties.due(view, session, nextOffset - 1, now).forEach(this::send);
    }

    /** Promises the pool's next head, if no older promise is open and it can be served here. */
    private boolean promise(Session mine) {
        HeadRef promised = mine.promised();
        HeadRef next = view.candidate();
        boolean open = promised != null && promised.position() > view.position();
        if (open || next == null || next.position() <= view.position() || !servables.has(next)) {
            return false;
        }
        mine.promise(next);
        return true;
    }

    private void send(PoolRecord record) {
        actions.add(new Action.Send(record));
    }
}
