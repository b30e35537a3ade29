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
    private final Self self;
    private final PoolTimes times;
    private final Rules rules;
    private final Supplier<String> sessionNames;
    private final SentRecords sent = new SentRecords();
    private final Servables servables = new Servables();
    private final Silence silence = new Silence();
    private final Stuck stuck = new Stuck();
    private final Admission admission;
    private final Checkpoints checkpoints;
    private List<Action> actions = new ArrayList<>();

    private View view;
    private long nextOffset;
    private @Nullable Session session;
    private @Nullable String lastSession;
    private @Nullable HeadRef applied;
    private @Nullable HeadRef announced;
    private @Nullable PoolRecord farewell;
    private boolean everListed;
    private boolean ended;
    private boolean tell;
    private boolean someWait;
    private @Nullable Moment unmarkedSince;
    private Gate gate;

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
        this.self = self;
        this.times = times;
        this.rules = rules;
        this.sessionNames = sessionNames;
        view = start.view();
        nextOffset = start.nextOffset();
        checkpoints = new Checkpoints(nextOffset - 1, view, now);
        admission = new Admission(times, rules);
        silence.observe(view, now);
        gate = makeGate();
    }

    /** The present gate, the one of the last {@link Action.GateChanged}. */
    public Gate gate() {
        return gate;
    }

    /** What the records read so far say. */
    public View view() {
        return view;
    }

    /** Milliseconds since a member's lease was renewed, as seen here. */
    public long silentMillis(String memberSession, Moment now) {
        return silence.millis(memberSession, now);
    }

    /** The own session's name; null between two. */
    public @Nullable String session() {
        return session == null ? null : session.id();
    }

    /** The own tracker has a new head, complete and servable. Positions only rise. */
    public List<Action> headApplied(HeadRef head, Moment now) {
        applied = applied == null ? head : HeadRef.further(applied, head);
        servables.learn(head, true);
        tell |= session != null && session.listed();
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
        if (unmarkedSince == null) {
            unmarkedSince = now;
        }
        return rules.ticket(sent.count());
    }

    /** The operator stops the replica, and it has answered what it had to: the last event. */
    public List<Action> shutdown(Moment now) {
        end(Closing.SHUTDOWN);
        return settle(now);
    }

    /** The topic is not what it was: offsets are missing, or it was made anew. The last event. */
    public List<Action> topicFailed(String why, Moment now) {
        startOver(why);
        return settle(now);
    }

    /** The next record of the pool topic. Offsets must follow each other without a gap. */
    public List<Action> recordRead(long offset, PoolRecord record, Moment now) {
        if (ended) {
            return List.of();
        }
        if (offset != nextOffset) {
            startOver("pool topic: offset " + offset + " where " + nextOffset + " was due");
            return settle(now);
        }
        Applied result = view.apply(offset, record, rules);
        view = result.view();
        nextOffset = offset + 1;
        silence.observe(view, now);
        checkpoints.observe(offset, record, view, now);
        SentRecords.Sent own = readBack(record);
        actions.add(new Action.Observed(offset, record, result, own == null ? null : own.at()));
        if (session != null) {
            readOwn(session, record, result.effect(), own, now);
        }
        if (record instanceof PoolRecord.State state && checkpoints.contradicts(state)) {
            startOver("the view after record " + state.upto() + " is not the one that " + state.by() + " has");
        }
        publishGate();
        if (own != null) {
            complete(own.ordinal());
        }
        return settle(now);
    }

    private SentRecords.@Nullable Sent readBack(PoolRecord record) {
        return switch (record) {
            case PoolRecord.Hello hello -> sent.readBack(hello.session(), hello.serial());
            case PoolRecord.Status status -> sent.readBack(status.session(), status.serial());
            default -> null;
        };
    }

    /** What a record that was just read means for the own session: it begins, is renewed, ends. */
    private void readOwn(Session mine, PoolRecord record, Effect effect, SentRecords.@Nullable Sent own, Moment now) {
        Member me = view.member(mine.id());
        if (me == null) {
            if (mine.listed()) {
                close(Closing.EXPELLED);
            } else if (record instanceof PoolRecord.Hello hello
                    && hello.session().equals(mine.id())) {
                mine.refused();
                if (effect == Effect.OTHER_DATA || effect == Effect.BAD_LEASE) {
                    admission.leave(now);
                    close(Closing.REFUSED);
                }
            }
            return;
        }
        if (!record.session().equals(mine.id())) {
            return;
        }
        Moment at = own == null ? null : own.at();
        if (effect == Effect.JOINED) {
            mine.list(now);
            everListed = true;
            admission.joined(now);
            // Also if this is the first of several hellos: the earliest is the safe one.
            at = mine.askedFirst();
        }
        if (at != null && (effect == Effect.JOINED || effect == Effect.RENEWED)) {
            mine.renew(rules.leaseStart(at, now), rules.leaseNanos(times), now);
        }
        tell |= rules.tellsAfter(effect);
    }

    /** All that follows from the present state. The order matters: gate, requests, newHeads, own records. */
    private List<Action> settle(Moment now) {
        leaveIfStuck(now);
        publishGate();
        if (someWait && gate.open(now)) {
            complete(Long.MAX_VALUE);
            someWait = false;
            unmarkedSince = null;
        }
        announce();
        send(now);
        List<Action> done = actions;
        actions = new ArrayList<>();
        return done;
    }

    private void leaveIfStuck(Moment now) {
        Member me = session == null ? null : view.member(session.id());
        if (me == null || applied == null || !rules.leavesWhenStuck()) {
            return;
        }
        HeadRef next = view.candidate();
        boolean wanted = next != null && next.position() > view.position() && !servables.has(next);
        Closing why = stuck.reason(view, me, applied, wanted ? next : null, times, now);
        if (why != null) {
            admission.leave(now);
            leave(why);
        }
    }

    private void leave(Closing why) {
        if (session != null) {
            farewell = new PoolRecord.Bye(session.id(), why.label());
            if (rules.closesBeforeBye()) {
                close(why);
            }
        }
    }

    private void close(Closing why) {
        if (session != null) {
            actions.add(new Action.Closed(session.id(), why));
            session = null;
            tell = false;
            stuck.reset();
        }
    }

    private void end(Closing why) {
        if (!ended) {
            ended = true;
            leave(why);
            actions.add(new Action.Refuse(Refusal.CLOSED));
        }
    }

    private void startOver(String why) {
        if (!ended) {
            end(Closing.ERROR);
            actions.add(new Action.StartOver(why));
        }
    }

    private void publishGate() {
        Gate next = makeGate();
        if (!next.equals(gate)) {
            gate = next;
            actions.add(new Action.GateChanged(next));
        }
    }

    private Gate makeGate() {
        Member me = session == null ? null : view.member(session.id());
        boolean admitted = session != null && rules.mayAnswer(session.listed());
        HeadRef hold = session == null || me == null ? null : rules.hold(session.promised(), me);
        Moment leaseStart = session == null ? Session.NEVER : session.leaseStart();
        return new Gate(
                refusal(admitted),
                rules.holds(hold, view),
                rules.answered(view.released(), applied),
                leaseStart,
                rules.leaseNanos(times));
    }

    private @Nullable Refusal refusal(boolean admitted) {
        if (!admitted) {
            return ended ? Refusal.CLOSED : everListed ? Refusal.REJOINING : Refusal.NEVER_JOINED;
        }
        if (view.head() == null) {
            return Refusal.NO_HEAD;
        }
        return servables.has(view.head()) ? null : Refusal.NOT_SERVABLE;
    }

    private void complete(long before) {
        Released released = rules.answered(view.released(), applied);
        if (someWait && released != null && servables.has(view.head())) {
            actions.add(new Action.Complete(before, released));
        }
    }

    private void announce() {
        Released released = view.released();
        if (released != null
                && !released.head().equals(announced)
                && servables.has(released.head())
                && admission.topicWasRead()) {
            actions.add(new Action.Announce(announced, released));
            announced = released.head();
        }
    }

    private void send(Moment now) {
        if (farewell != null) {
            actions.add(new Action.Send(farewell));
            farewell = null;
        }
        if (ended || applied == null) {
            return;
        }
        actions.addAll(servables.questions(now, view.head(), view.candidate()));
        if (session == null && admission.mayAsk(view, applied, now)) {
            session = new Session(rules.session(sessionNames.get(), lastSession));
            lastSession = session.id();
        }
        if (session == null) {
            return;
        }
        if (!session.listed()) {
            ask(session, applied, now);
        } else {
            promise(session, applied, now);
        }
        if (statusIsDue(session, now)) {
            status(session, applied, now);
        }
        Member me = view.member(session.id());
        if (me != null && session.leased(rules.leaseNanos(times), now)) {
            serve(session, now);
        }
    }

    private void ask(Session mine, HeadRef head, Moment now) {
        Moment last = mine.askedLast();
        boolean waiting = last != null && now.nanosSince(last) < PoolTimes.nanos(times.resendMillis());
        if (waiting || !admission.mayAsk(view, head, now)) {
            return;
        }
        boolean first = mine.askedFirst() == null;
        long serial = mine.ask(now);
        if (first) {
            sent.add(mine.id(), serial, now);
        }
        actions.add(new Action.Send(new PoolRecord.Hello(
                mine.id(),
                serial,
                nextOffset - 1,
                self.name(),
                self.software(),
                RecordCodec.RULES,
                times.leaseMillis(),
                self.data(),
                head)));
    }

    /** Promises the pool's next head, if this replica keeps no older promise open and can serve it. */
    private void promise(Session mine, HeadRef head, Moment now) {
        HeadRef promised = mine.promised();
        HeadRef next = view.candidate();
        boolean one = promised == null || promised.position() <= view.position();
        if (one && next != null && next.position() > view.position() && servables.has(next)) {
            mine.promise(next);
            publishGate();
            status(mine, head, now);
        }
    }

    private boolean statusIsDue(Session mine, Moment now) {
        boolean marker =
                unmarkedSince != null && now.nanosSince(unmarkedSince) >= PoolTimes.nanos(times.markerAfterMillis());
        if (!mine.listed()) {
            return marker && mine.askedFirst() != null;
        }
        Moment onItsWay = sent.newestOf(mine.id());
        long silentNanos = now.nanosSince(mine.lastSent());
        boolean burst = onItsWay != null && silentNanos < PoolTimes.nanos(times.burstMillis());
        return marker
                || tell && !burst
                || silentNanos >= times.statusEveryNanos()
                || onItsWay != null && silentNanos >= PoolTimes.nanos(times.resendMillis());
    }

    private void status(Session mine, HeadRef head, Moment now) {
        long serial = mine.next(now);
        sent.add(mine.id(), serial, now);
        tell = false;
        unmarkedSince = null;
        actions.add(new Action.Send(new PoolRecord.Status(mine.id(), serial, nextOffset - 1, head, mine.promised())));
    }

    /** What a leased member does for all: removes who is silent, and writes down where the pool stands. */
    private void serve(Session mine, Moment now) {
        silence.due(view, mine.id(), mine.leasedSince(), times, rules, now)
                .forEach(expel -> actions.add(new Action.Send(expel)));
        if (checkpoints.due(view, view.rank(mine.id()), times, now)) {
            checkpoints.restart(now);
            actions.add(new Action.Send(new PoolRecord.State(mine.id(), nextOffset - 1, view)));
        }
    }
}
