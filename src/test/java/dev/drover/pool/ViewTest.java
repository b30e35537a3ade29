package dev.drover.pool;

import static dev.drover.pool.PoolRecords.after;
import static dev.drover.pool.PoolRecords.bye;
import static dev.drover.pool.PoolRecords.expel;
import static dev.drover.pool.PoolRecords.head;
import static dev.drover.pool.PoolRecords.hello;
import static dev.drover.pool.PoolRecords.status;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What each record does to the view. */
final class ViewTest {
    private static final PoolRecord A = hello("a", head(5));
    private static final PoolRecord B = hello("b", head(7));
    private static final PoolRecord A_READY = status("a", 2, 0, head(5), head(5));

    @Test
    void aHelloMakesAMemberThatHasPromisedNothing() {
        Transition applied = after(A);

        assertThat(applied.effect()).isEqualTo(RecordEffect.JOINED);
        assertThat(applied.view().members())
                .containsExactly(new Member("a", "name-a", "drover/1", 2_000, 0, 1, 0, head(5), null));
        assertThat(applied.view().data()).isEqualTo(PoolRecords.DATA);
        assertThat(applied.view().released()).isNull();
    }

    @Test
    void aPoolOfOneReleasesWhatItPromises() {
        Transition applied = after(A, A_READY);

        assertThat(applied.effect()).isEqualTo(RecordEffect.RENEWED);
        assertThat(applied.move()).isEqualTo(ReleaseKind.HEAD);
        assertThat(applied.view().released()).isEqualTo(new Released(5, 0, head(5)));
    }

    @Test
    void theLowestPromiseIsReleased() {
        View both = after(A, B, status("b", 2, 1, head(7), head(7))).view();
        assertThat(both.released()).isNull();
        assertThat(both.candidate()).isEqualTo(head(5));

        assertThat(PoolRecords.apply(both, 3, A_READY).view().released()).isEqualTo(new Released(5, 0, head(5)));
    }

    @Test
    void aRemovalReleasesWhatOnlyTheRemovedHeldBack() {
        View waiting = after(A, B, status("b", 2, 1, head(7), head(7))).view();

        assertThat(PoolRecords.apply(waiting, 3, bye("a")).view().position()).isEqualTo(7);
        assertThat(PoolRecords.apply(waiting, 3, expel("a", 1)).view().position())
                .isEqualTo(7);
    }

    @Test
    void aHelloIsRefusedBelowWhatAnybodyPromised() {
        View promised = after(A, status("a", 2, 0, head(9), head(9))).view();
        assertThat(promised.position()).isEqualTo(9);

        assertThat(PoolRecords.apply(promised, 2, B).effect()).isEqualTo(RecordEffect.BEHIND);
        assertThat(PoolRecords.apply(promised, 2, hello("b", head(9))).effect()).isEqualTo(RecordEffect.JOINED);

        View ahead = after(A, hello("b", head(5)), status("b", 2, 1, head(8), head(8)))
                .view();
        assertThat(PoolRecords.apply(ahead, 3, hello("c", head(7))).effect()).isEqualTo(RecordEffect.BEHIND);
    }

    @Test
    void theReleasedBlockAtAnOlderPositionIsBehindSinceItsTagsMayDiffer() {
        View released = after(A, A_READY).view();
        HeadRef same = new HeadRef(-1, -1, 1_005, head(5).hash());

        assertThat(PoolRecords.apply(released, 2, hello("b", same)).effect()).isEqualTo(RecordEffect.BEHIND);
    }

    @Test
    void releasesTheSameBlockAgainAtThePositionOfANewTag() {
        HeadRef moved = new HeadRef(6, -1, head(5).number(), head(5).hash());
        View released = after(A, A_READY).view();

        Transition next = PoolRecords.apply(released, 2, status("a", 3, 1, moved, moved));

        assertThat(next.move()).isEqualTo(ReleaseKind.HEAD);
        assertThat(next.view().released()).isEqualTo(new Released(6, 0, moved));
    }

    @Test
    void aHelloOfOtherDataOrWithABadLeaseIsIgnored() {
        View pool = after(A).view();
        PoolRecord.Hello other = new PoolRecord.Hello("b", 1, 0, "b", "x", 1, 2_000, "other", head(7));
        assertThat(PoolRecords.apply(pool, 1, other))
                .isEqualTo(new Transition(pool, RecordEffect.OTHER_DATA, ReleaseKind.NONE));

        for (long lease : new long[] {499, 10_001}) {
            PoolRecord.Hello bad = new PoolRecord.Hello("b", 1, 0, "b", "x", 1, lease, PoolRecords.DATA, head(7));
            assertThat(PoolRecords.apply(pool, 1, bad).effect()).isEqualTo(RecordEffect.BAD_LEASE);
        }
        assertThat(PoolRecords.apply(pool, 1, A).effect()).isEqualTo(RecordEffect.REPEATED);
    }

    @Test
    void aStatusRaisesAndNeverLowers() {
        View view = after(A, status("a", 4, 0, head(9), head(8))).view();

        Transition late = PoolRecords.apply(view, 2, status("a", 3, 0, head(6), head(6)));
        assertThat(late).isEqualTo(new Transition(view, RecordEffect.NOTHING_NEW, ReleaseKind.NONE));

        Transition partly = PoolRecords.apply(view, 2, status("a", 3, 0, head(10), head(6)));
        assertThat(partly.effect()).isEqualTo(RecordEffect.UPDATED);
        Member member = Objects.requireNonNull(partly.view().member("a"));
        assertThat(member.applied()).isEqualTo(head(10));
        assertThat(member.ready()).isEqualTo(head(8));
        assertThat(member.serial()).isEqualTo(4);
    }

    @Test
    void whoHasNotReadItsOwnRenewalCannotRenew() {
        View view = after(A, status("a", 2, 0, head(5), null)).view();

        Transition deaf = PoolRecords.apply(view, 2, status("a", 3, 0, head(6), null));
        assertThat(deaf.effect()).isEqualTo(RecordEffect.UPDATED);
        assertThat(Objects.requireNonNull(deaf.view().member("a")).serial()).isEqualTo(2);

        assertThat(PoolRecords.apply(view, 2, status("a", 3, 1, head(6), null)).effect())
                .isEqualTo(RecordEffect.RENEWED);
    }

    @Test
    void anExpelIsVoidOnceItsTargetRenewed() {
        View view = after(A, status("a", 2, 0, head(5), null)).view();

        assertThat(PoolRecords.apply(view, 2, expel("a", 1)).effect()).isEqualTo(RecordEffect.RENEWED_SINCE);
        assertThat(PoolRecords.apply(view, 2, expel("a", 2)).effect()).isEqualTo(RecordEffect.EXPELLED);
        assertThat(PoolRecords.apply(view, 2, expel("a", 3)).effect()).isEqualTo(RecordEffect.EXPELLED);
        assertThat(PoolRecords.apply(view, 2, expel("b", 3)).effect()).isEqualTo(RecordEffect.NO_MEMBER);
    }

    @Test
    void thePositionStaysWhenThePoolIsEmpty() {
        View empty = after(A, A_READY, bye("a")).view();

        assertThat(empty.members()).isEmpty();
        assertThat(empty.released()).isEqualTo(new Released(5, 0, head(5)));
        assertThat(PoolRecords.apply(empty, 3, status("a", 9, 2, head(9), head(9)))
                        .effect())
                .isEqualTo(RecordEffect.NO_MEMBER);
    }

    @Test
    void aLowerNumberNeedsARewindSinceTheLastRelease() {
        View view = after(A, A_READY).view();

        Transition rewound = PoolRecords.apply(view, 2, status("a", 3, 1, head(9, 8, 990), head(9, 8, 990)));
        assertThat(rewound.move()).isEqualTo(ReleaseKind.REWIND);
        assertThat(rewound.view().released()).isEqualTo(new Released(9, 1, head(9, 8, 990)));

        Transition passed = PoolRecords.apply(view, 2, status("a", 3, 1, head(9, 5, 990), head(9, 5, 990)));
        assertThat(passed.move()).isEqualTo(ReleaseKind.PASS);
        assertThat(passed.view().released()).isEqualTo(new Released(9, 0, head(5)));

        Transition equal = PoolRecords.apply(view, 2, status("a", 3, 1, head(9, -1, 1_005), head(9, -1, 1_005)));
        assertThat(equal.move()).isEqualTo(ReleaseKind.HEAD);
    }

    @Test
    void theEarliestMembersHeadIsReleasedWhereTwoDiffer() {
        HeadRef other = head(5, -1, 77);
        View view = after(A, hello("b", other), status("b", 2, 1, other, other), A_READY)
                .view();

        assertThat(view.released()).isEqualTo(new Released(5, 0, head(5)));
    }

    @Test
    void whatCannotBeReadHasNoEffect() {
        View view = after(A, A_READY).view();

        for (RecordEffect why : new RecordEffect[] {
            RecordEffect.OTHER_VERSION, RecordEffect.UNKNOWN_KIND, RecordEffect.MALFORMED, RecordEffect.TOO_LONG
        }) {
            assertThat(PoolRecords.apply(view, 2, new PoolRecord.Unreadable(why)))
                    .isEqualTo(new Transition(view, why, ReleaseKind.NONE));
            assertThat(why.ignored()).isTrue();
        }
        assertThat(PoolRecords.apply(view, 2, new PoolRecord.State("b", 0, View.EMPTY)))
                .isEqualTo(new Transition(view, RecordEffect.STATE, ReleaseKind.NONE));
    }
}
