package dev.drover.pool;

import static dev.drover.pool.PoolRecords.expel;
import static dev.drover.pool.PoolRecords.head;
import static dev.drover.pool.PoolRecords.hello;
import static dev.drover.pool.PoolRecords.status;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a replica does, one rule at a time. */
final class PoolMemberTest {
    private static final PoolTimes TIMES = PoolTimes.of(2_000, 3_000, 50);

    private long nanoMillis = 1_000_000;
    private long wallMillis = 1_700_000_000_000L;
    private int names;
    private long offset;
    private List<Action> done = List.of();
    private final PoolMember member = new PoolMember(
            new ReplicaIdentity("me:8545", "drover/1", PoolRecords.DATA), TIMES, start(), () -> "s" + ++names, now());

    @Test
    void asksOnlyWhenBothTopicsAreReadAndItHasAHead() {
        done = member.headApplied(head(5), now());
        assertThat(sent()).isEmpty();
        done = member.poolTopicRead(now());
        assertThat(sent()).isEmpty();
        done = member.dataTopicRead(now());

        assertThat(sent())
                .containsExactly(
                        new PoolRecord.Hello("s1", 1, -1, "me:8545", "drover/1", 1, 2_000, PoolRecords.DATA, head(5)));
    }

    @Test
    void doesNotAskWhenItReadATopicTooLongAgo() {
        done = member.poolTopicRead(now());
        done = member.dataTopicRead(now());
        pass(2_001);
        done = member.headApplied(head(5), now());
        assertThat(sent()).isEmpty();
    }

    @Test
    void asksAgainWithANewerHeadWhenItWasBehind() {
        read(hello("other", head(7)));
        read(status("other", 2, 0, head(7), head(7)));
        prepare(head(7));
        PoolRecord early = onlySent();
        read(status("other", 3, 1, head(8), head(8)));
        read(early);
        assertThat(sent()).isEmpty();

        done = member.headApplied(head(8), now());
        PoolRecord.Hello again = (PoolRecord.Hello) onlySent();
        assertThat(again.session()).isEqualTo("s1");
        assertThat(again.serial()).isEqualTo(1);
        assertThat(again.applied()).isEqualTo(head(8));
    }

    @Test
    void shutsTheGateBeforeItPromises() {
        prepare(head(5));
        read(onlySent());

        int gate = indexOf(Action.GateChanged.class);
        PoolRecord.Status promise = (PoolRecord.Status) sent().getFirst();
        assertThat(promise.ready()).isEqualTo(head(5));
        assertThat(gate).isLessThan(indexOf(Action.Send.class));
        assertThat(member.gate().holding()).isTrue();
    }

    @Test
    void opensTheGateAndAnnouncesWhenItReadsTheRelease() {
        prepare(head(5));
        read(onlySent());
        assertThat(member.gate().open(now())).isFalse();
        read(sent().getFirst());

        assertThat(member.gate().open(now())).isTrue();
        assertThat(member.gate().released()).isEqualTo(new Released(5, 0, head(5)));
        assertThat(done).contains(new Action.Announce(null, new Released(5, 0, head(5))));
    }

    @Test
    void answersThoseWhoWaitBeforeItPromisesMore() {
        member();
        done = member.headApplied(head(6), now());
        PoolRecord told = onlySent();
        read(told);
        PoolRecord promise = onlySent();
        long ticket = member.requestWaits(now());
        done = member.headApplied(head(7), now());
        pass(25);
        read(promise);

        List<Class<?>> kinds = new ArrayList<>();
        done.forEach(action -> kinds.add(action.getClass()));
        assertThat(kinds)
                .containsSubsequence(
                        Action.Observed.class,
                        Action.GateChanged.class,
                        Action.Complete.class,
                        Action.Announce.class,
                        Action.Send.class);
        assertThat(completed(ticket)).isEqualTo(new Released(6, 0, head(6)));
    }

    @Test
    void theLeaseCountsFromTheSendingOnTheClockThatSaysMore() {
        member();
        assertThat(member.gate().open(now())).isTrue();
        nanoMillis += 1_999;
        assertThat(member.gate().open(now())).isTrue();
        nanoMillis += 1;
        assertThat(member.gate().refusal(now())).isEqualTo(Refusal.LEASE_OVER);

        nanoMillis -= 1_000;
        assertThat(member.gate().open(now())).isTrue();
        wallMillis += 2_000;
        assertThat(member.gate().refusal(now())).isEqualTo(Refusal.LEASE_OVER);
        assertThat(member.gate().ready(now())).isFalse();
    }

    @Test
    void aStatusThatWasLongOnItsWayGivesAShorterLease() {
        member();
        pass(600);
        done = member.tick(now());
        PoolRecord renewal = onlySent();
        pass(1_900);
        read(renewal);

        assertThat(member.gate().open(now())).isTrue();
        pass(101);
        assertThat(member.gate().refusal(now())).isEqualTo(Refusal.LEASE_OVER);
    }

    @Test
    void aRequestIsAnsweredByAnOwnRecordThatWasSentAfterIt() {
        member();
        pass(3_000);
        done = member.tick(now());
        PoolRecord older = onlySent();
        long ticket = member.requestWaits(now());
        pass(49);
        done = member.tick(now());
        assertThat(sent()).isEmpty();
        pass(1);
        done = member.tick(now());
        PoolRecord marker = onlySent();
        pass(5_000);

        read(older);
        assertThat(completed(ticket)).isNull();
        read(marker);
        assertThat(completed(ticket)).isEqualTo(new Released(5, 0, head(5)));
        assertThat(member.gate().open(now())).isFalse();
    }

    @Test
    void tellsABurstOfHeadsOnce() {
        member();
        done = member.headApplied(head(6), now());
        PoolRecord first = onlySent();
        done = member.headApplied(head(7), now());
        assertThat(sent()).isEmpty();
        done = member.headApplied(head(8), now());
        assertThat(sent()).isEmpty();

        read(first);
        assertThat(sent()).hasSize(1);
        assertThat(((PoolRecord.Status) onlySent()).applied()).isEqualTo(head(8));
    }

    @Test
    void sendsAgainWhatIsNotReadBack() {
        member();
        done = member.headApplied(head(6), now());
        assertThat(sent()).hasSize(1);
        pass(199);
        done = member.tick(now());
        assertThat(sent()).isEmpty();
        pass(1);
        done = member.tick(now());
        assertThat(((PoolRecord.Status) onlySent()).applied()).isEqualTo(head(6));
    }

    @Test
    void saysByeAfterTheGateIsShut() {
        member();
        done = member.shutdown(now());

        assertThat(onlySent()).isEqualTo(new PoolRecord.Bye("s1", "shutdown"));
        assertThat(indexOf(Action.GateChanged.class)).isLessThan(indexOf(Action.Send.class));
        assertThat(indexOf(Action.GateChanged.class)).isLessThan(indexOf(Action.Refuse.class));
        assertThat(member.gate().refusal(now())).isEqualTo(Refusal.CLOSED);
        assertThat(member.tick(now())).isEmpty();
    }

    @Test
    void joinsUnderANewNameAfterItWasExpelled() {
        member();
        read(expel("s1", 99));

        assertThat(done).contains(new Action.Closed("s1", CloseReason.EXPELLED));
        assertThat(((PoolRecord.Hello) sent().getFirst()).session()).isEqualTo("s2");
        assertThat(member.gate().refusal(now())).isEqualTo(Refusal.REJOINING);
    }

    @Test
    void expelsWhoIsSilentForAQuarterMoreThanItsLease() {
        member();
        read(hello("other", head(5)));
        waitFor(2_480);
        assertThat(expels()).isEmpty();
        waitFor(100);
        assertThat(expels()).containsExactly(new PoolRecord.Expel("other", 1, "s1", "silent"));
    }

    @Test
    void aClockThatWasSetExpelsNobody() {
        member();
        read(hello("other", head(5)));
        wallMillis += 60_000;
        waitFor(1_000);
        assertThat(expels()).isEmpty();
    }

    @Test
    void aWallClockThatWasSetBackDoesNotDelayAnExpel() {
        member();
        read(hello("other", head(5)));
        waitFor(1_000);
        wallMillis -= 3_600_000;
        waitFor(1_480);
        assertThat(expels()).isEmpty();
        waitFor(200);
        assertThat(expels()).containsExactly(new PoolRecord.Expel("other", 1, "s1", "silent"));
    }

    @Test
    void aMachineThatWasSuspendedExpelsNobodyForThatTime() {
        member();
        read(hello("other", head(5)));
        waitFor(1_000);
        // The first clock stood still meanwhile.
        wallMillis += 3_600_000;
        waitFor(1_400);
        assertThat(expels()).isEmpty();
    }

    @Test
    void whoWasAwayListensBeforeItExpels() {
        member();
        read(hello("other", head(5)));
        pass(10_000);
        done = member.tick(now());
        assertThat(expels()).isEmpty();
        echo();
        waitFor(2_400);
        assertThat(expels()).isEmpty();
        waitFor(200);
        assertThat(expels()).hasSize(1);
    }

    @Test
    void leavesWhenOthersWaitForItForTooLong() {
        member();
        read(hello("other", head(9)));
        for (int serial = 2; serial < 30; serial++) {
            waitFor(100);
            read(status("other", serial, offset - 1, head(9 + serial), null));
            echo();
        }
        assertThat(member.session()).isEqualTo("s1");
        waitFor(400);

        assertThat(byes).containsExactly(new PoolRecord.Bye("s1", "slow"));
        assertThat(member.session()).isNull();
    }

    @Test
    void leavesWhenItCannotServeThePoolsNextHead() {
        member();
        HeadRef theirs = head(7, -1, 77);
        read(hello("other", theirs));
        done = member.headApplied(head(8), now());
        read(onlySent());
        assertThat(done).contains(new Action.AskServable(theirs));
        assertThat(member.gate().holding()).isFalse();
        waitFor(200);
        read(status("other", 2, offset - 1, theirs, null));
        waitFor(40);
        assertThat(byes).isEmpty();
        waitFor(20);

        assertThat(byes).containsExactly(new PoolRecord.Bye("s1", "diverged"));
    }

    @Test
    void leavesAsSlowWhenItHasDroppedThePoolsNextHeadAndJoinsWhenTheOthersArePastIt() {
        member();
        HeadRef theirs = head(6, -1, 77);
        read(hello("other", theirs));
        done = member.headApplied(head(7), now());
        echo();
        done = member.headApplied(head(8), now());
        echo();
        done = member.headDropped(head(7), now());
        echo();
        assertThat(byes).isEmpty();

        read(status("other", 2, offset - 1, theirs, null));
        echo();
        assertThat(byes).containsExactly(new PoolRecord.Bye("s1", "slow"));
        waitFor(200);
        assertThat(member.session()).isNull();

        read(status("other", 3, offset - 1, head(8), null));
        echo();
        assertThat(member.session()).isEqualTo("s2");
        waitFor(20);
        assertThat(byes).hasSize(1);
    }

    @Test
    void staysWhenTheMemberWhoseHeadItCannotServeIsDeadAndExpelsIt() {
        member();
        HeadRef theirs = head(7, -1, 77);
        read(hello("dead", theirs));
        done = member.headApplied(head(8), now());
        echo();
        waitFor(2_600);

        assertThat(byes).isEmpty();
        assertThat(expels()).containsExactly(new PoolRecord.Expel("dead", 1, "s1", "silent"));
        read(expels().getFirst());
        echo();
        assertThat(member.gate().released()).isEqualTo(new Released(8, 0, head(8)));
    }

    @Test
    void promisesTheHeadOfAnotherIfItCanBeServedHere() {
        member();
        HeadRef theirs = head(7, -1, 77);
        read(hello("other", theirs));
        done = member.headApplied(head(8), now());
        echo();
        done = member.servable(theirs, true, now());

        assertThat(((PoolRecord.Status) onlySent()).ready()).isEqualTo(theirs);
    }

    @Test
    void stopsWithoutAskingInAPoolOfOtherData() {
        read(hello("other", head(5), "0xother/writes/id"));
        prepare(head(5));

        assertThat(stopped()).contains("genesis 0xother, this replica's 0xgenesis");
        assertThat(sent()).isEmpty();
        assertThat(member.gate().refusal(now())).isEqualTo(Refusal.FAILED);
    }

    @Test
    void stopsWhenAnotherBoundTheTopicWhileItAsked() {
        prepare(head(5));
        assertThat(onlySent()).isInstanceOf(PoolRecord.Hello.class);
        read(hello("other", head(5), PoolRecords.DATA + "/head.rewind-after=9000ms,rule=2"));

        assertThat(stopped()).contains("heads by rule 2, this replica by a rule of a version that does not state it");
        assertThat(member.gate().refusal(now())).isEqualTo(Refusal.FAILED);
        assertThat(member.tick(now())).isEmpty();
    }

    @Test
    void doesNotAskAPoolThatIsFull() {
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < View.MEMBERS_MAX; i++) {
            members.add(new Member("m" + i, "n", "s", 2_000, i, 1, i, head(5), head(5)));
        }
        View full = new View(PoolRecords.DATA, 5, head(5), 0, members);
        PoolMember joiner = new PoolMember(
                new ReplicaIdentity("me:8545", "drover/1", PoolRecords.DATA),
                TIMES,
                new PoolStart.ReadFrom(full, 2_000),
                () -> "s",
                now());
        joiner.poolTopicRead(now());
        joiner.dataTopicRead(now());
        done = joiner.headApplied(head(5), now());
        assertThat(sent()).isEmpty();
        assertThat(joiner.gate().refusal(now())).isEqualTo(Refusal.FULL);

        done = joiner.recordRead(2_000, PoolRecords.bye("m7"), now());
        assertThat(onlySent()).isInstanceOf(PoolRecord.Hello.class);
    }

    @Test
    void readsOnWhereATransactionLeftAGap() {
        member();
        offset += 3;
        read(hello("other", head(5)));

        assertThat(done).noneMatch(Action.Stop.class::isInstance);
        assertThat(member.view().member("other")).isNotNull();
    }

    @Test
    void leavesForGoodWhenOffsetsGoBack() {
        member();
        done = member.recordRead(offset - 1, PoolRecords.bye("x"), now());

        assertThat(stopped()).contains("another --pool.topic");
        assertThat(onlySent()).isEqualTo(new PoolRecord.Bye("s1", "error"));
        assertThat(member.gate().refusal(now())).isEqualTo(Refusal.FAILED);
        assertThat(member.tick(now())).isEmpty();
    }

    @Test
    void leavesForGoodWhenSomebodyHasReadMoreThanTheTopicHad() {
        member();
        read(status("other", 7, offset, head(5), null));

        assertThat(stopped()).contains("lost records or was created again");
    }

    @Test
    void leavesForGoodWhenAnotherReadSomethingElse() {
        member();
        View mine = member.view();
        read(new PoolRecord.State("other", offset - 1, mine));
        read(new PoolRecord.StatePart("other", offset - 1, 0, 1, mine));
        assertThat(done).noneMatch(Action.Stop.class::isInstance);

        View other = new View(mine.data(), mine.position() + 1, mine.head(), mine.epoch(), mine.members());
        read(new PoolRecord.State("other", offset - 1, member.view()));
        read(new PoolRecord.State("other", offset - 1, other));
        assertThat(stopped()).contains("states a view of the pool that differs");
    }

    @Test
    void aPartOfAnotherStateIsNoticedToo() {
        member();
        View mine = member.view();
        View other = new View(mine.data(), mine.position() + 1, mine.head(), mine.epoch(), mine.members());
        read(new PoolRecord.StatePart("other", offset - 1, 0, 1, other));
        assertThat(stopped()).contains("states a view of the pool that differs");
    }

    @Test
    void readsTheTopicAgainWhenItWasAwayForLongerThanTheRetention() {
        member();
        done = member.topicFailed("the topic begins at 9", now());

        assertThat(done).contains(new Action.StartOver("the topic begins at 9"));
        assertThat(onlySent()).isEqualTo(new PoolRecord.Bye("s1", "error"));
        assertThat(member.gate().refusal(now())).isEqualTo(Refusal.REJOINING);
    }

    @Test
    void theFirstMemberWritesDownTheViewEveryHalfMinute() {
        member();
        waitFor(29_000);
        assertThat(states).isEmpty();
        waitFor(1_100);
        assertThat(states).hasSize(1);
        assertThat(states.getFirst().upto()).isPositive();
    }

    @Test
    void theNextMemberStepsInWhenTheStateIsTwiceLate() {
        read(hello("first", head(5)));
        member();
        for (int seconds = 0; seconds < 59; seconds++) {
            waitFor(1_000);
            read(status("first", seconds + 2, offset - 1, head(5), head(5)));
        }
        assertThat(states).isEmpty();
        waitFor(1_500);
        assertThat(states).hasSize(1);
    }

    @Test
    void decidesWhereToBegin() {
        PoolRecord.State state = new PoolRecord.State("a", 99, View.EMPTY);
        assertThat(PoolStart.decide(state, false, 50, 200, "me")).isEqualTo(new PoolStart.ReadFrom(View.EMPTY, 100));
        assertThat(PoolStart.decide(state, false, 100, 100, "me")).isEqualTo(new PoolStart.ReadFrom(View.EMPTY, 100));
        assertThat(PoolStart.decide(state, false, 101, 200, "me")).isInstanceOf(PoolStart.Unknown.class);
        assertThat(PoolStart.decide(null, false, 0, 200, "me")).isEqualTo(new PoolStart.ReadFrom(View.EMPTY, 0));
        assertThat(PoolStart.decide(null, false, 0, 0, "me")).isEqualTo(new PoolStart.ReadFrom(View.EMPTY, 0));
        assertThat(PoolStart.decide(null, false, 70, 200, "me")).isInstanceOf(PoolStart.Unknown.class);
        // Whatever the topic had has gone, and a transaction's marker at 70 is all that is left.
        assertThat(PoolStart.decide(null, true, 70, 71, "me"))
                .isEqualTo(new PoolStart.WriteState(new PoolRecord.State("me", 70, View.EMPTY)));
        assertThat(PoolStart.decide(null, false, 200, 200, "me"))
                .isEqualTo(new PoolStart.WriteState(new PoolRecord.State("me", 199, View.EMPTY)));
    }

    // The world around the member: a log that returns every record at once, when asked to.

    private final List<PoolRecord> expels = new ArrayList<>();
    private final List<PoolRecord> byes = new ArrayList<>();
    private final List<PoolRecord.State> states = new ArrayList<>();

    private static PoolStart.ReadFrom start() {
        return new PoolStart.ReadFrom(View.EMPTY, 0);
    }

    private Moment now() {
        return new Moment(nanoMillis * 1_000_000, wallMillis);
    }

    private void pass(long millis) {
        nanoMillis += millis;
        wallMillis += millis;
    }

    private void prepare(HeadRef head) {
        member.poolTopicRead(now());
        member.dataTopicRead(now());
        done = member.headApplied(head, now());
    }

    /** Makes it a member; if it is the only one, with a released head at 5 and an open gate. */
    private void member() {
        prepare(head(5));
        echo();
        assertThat(member.session()).isEqualTo("s1");
    }

    private void read(PoolRecord record) {
        done = member.recordRead(offset++, record, now());
    }

    /** Lets the log return what was sent, and what is sent because of that. */
    private void echo() {
        List<PoolRecord> next = sent();
        while (!next.isEmpty()) {
            List<PoolRecord> later = new ArrayList<>();
            for (PoolRecord record : next) {
                note(record);
                if (!(record instanceof PoolRecord.Expel)) {
                    read(record);
                    later.addAll(sent());
                }
            }
            next = later;
        }
    }

    /** Time passes in ticks, and the log returns what is sent. */
    private void waitFor(long millis) {
        for (long end = nanoMillis + millis; nanoMillis < end; ) {
            pass(Math.min(10, end - nanoMillis));
            done = member.tick(now());
            echo();
        }
    }

    private void note(PoolRecord record) {
        switch (record) {
            case PoolRecord.Expel expel -> expels.add(expel);
            case PoolRecord.Bye bye -> byes.add(bye);
            case PoolRecord.State state -> states.add(state);
            default -> {}
        }
    }

    private List<PoolRecord> expels() {
        return expels.stream().distinct().toList();
    }

    private List<PoolRecord> sent() {
        return done.stream()
                .filter(Action.Send.class::isInstance)
                .map(action -> ((Action.Send) action).record())
                .toList();
    }

    private String stopped() {
        return done.stream()
                .filter(Action.Stop.class::isInstance)
                .map(action -> ((Action.Stop) action).why())
                .findFirst()
                .orElseThrow();
    }

    private PoolRecord onlySent() {
        assertThat(sent()).hasSize(1);
        return sent().getFirst();
    }

    private int indexOf(Class<? extends Action> kind) {
        for (int i = 0; i < done.size(); i++) {
            if (kind.isInstance(done.get(i))) {
                return i;
            }
        }
        throw new AssertionError("no " + kind.getSimpleName() + " in " + done);
    }

    private @Nullable Released completed(long ticket) {
        Released released = null;
        for (Action action : done) {
            if (action instanceof Action.Complete complete && complete.before() > ticket) {
                released = complete.released();
            }
        }
        return released;
    }
}
