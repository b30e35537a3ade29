package dev.drover.pool;

import org.jspecify.annotations.Nullable;

/** Each breaks one rule of the protocol. All must be caught. */
enum Mutant {
    A_GAP_IS_LOSS(new ProtocolRules() {
        @Override
        boolean follows(long offset, long next) {
            return offset == next;
        }
    }),
    A_WALL_CLOCK_SET_BACK_DELAYS_EXPELS(new ProtocolRules() {
        @Override
        long counted(long nanos, long wallNanos) {
            return Math.min(nanos, wallNanos);
        }
    }),
    A_WALL_CLOCK_SET_FORWARD_EXPELS(new ProtocolRules() {
        @Override
        long counted(long nanos, long wallNanos) {
            return Math.max(nanos, wallNanos);
        }
    }),
    NO_HOLD(new ProtocolRules() {
        @Override
        boolean holds(@Nullable HeadRef hold, View view) {
            return false;
        }
    }),
    HOLD_BEGUN_AFTER_THE_SEND(new ProtocolRules() {
        @Override
        @Nullable HeadRef hold(@Nullable HeadRef promised, Member inOwnView) {
            return inOwnView.ready();
        }
    }),
    NO_LEASE(new ProtocolRules() {
        @Override
        long leaseNanos(PoolTimes times) {
            return Long.MAX_VALUE;
        }
    }),
    LEASE_COUNTED_FROM_READING(new ProtocolRules() {
        @Override
        Moment leaseStart(Moment sent, Moment read) {
            return read;
        }
    }),
    ANSWER_BEFORE_THE_OWN_HELLO_IS_BACK(new ProtocolRules() {
        @Override
        boolean mayAnswer(boolean accepted) {
            return true;
        }
    }),
    MARKER_OLDER_THAN_REQUEST(new ProtocolRules() {
        @Override
        long ticket(long sent) {
            return 0;
        }
    }),
    EXPEL_WITHOUT_WAITING(new ProtocolRules() {
        @Override
        long silenceNanos(long leaseMillis) {
            return 0;
        }
    }),
    EXPEL_OF_A_RENEWED_NUMBER_ACCEPTED(new ProtocolRules() {
        @Override
        boolean renewed(Member member, long expelledSerial) {
            return false;
        }
    }),
    RELEASE_ON_APPLIED(new ProtocolRules() {
        @Override
        HeadRef consent(Member member) {
            return member.applied();
        }
    }),
    JOINER_READY_FOR_EVERYTHING(new ProtocolRules() {
        @Override
        HeadRef readyOfJoiner(HeadRef applied) {
            return applied;
        }
    }),
    JOINER_BEHIND(new ProtocolRules() {
        @Override
        boolean behind(View view, HeadRef applied) {
            return false;
        }
    }),
    JOINER_WITH_THE_RELEASED_BLOCK_AT_AN_OLDER_POSITION(new ProtocolRules() {
        @Override
        boolean behind(View view, HeadRef applied) {
            HeadRef head = view.head();
            boolean same =
                    view.top() == view.position() && head != null && head.hash().equals(applied.hash());
            return super.behind(view, applied) && !same;
        }
    }),
    REWIND_TO_A_HIGHER_NUMBER_KEEPS_THE_EPOCH(new ProtocolRules() {
        @Override
        ReleaseKind move(@Nullable HeadRef head, HeadRef next, long released) {
            ReleaseKind move = super.move(head, next, released);
            return head != null && next.number() >= head.number() ? ReleaseKind.HEAD : move;
        }
    }),
    SESSION_REUSED(new ProtocolRules() {
        @Override
        String session(String fresh, @Nullable String last) {
            return last == null ? fresh : last;
        }
    }),
    BYE_BEFORE_CLOSING(new ProtocolRules() {
        @Override
        boolean closesBeforeBye() {
            return false;
        }
    }),
    POSITION_MAY_FALL(new ProtocolRules() {
        @Override
        HeadRef readyOfJoiner(HeadRef applied) {
            return new HeadRef(-1, -1, applied.number(), applied.hash());
        }

        @Override
        boolean moves(long lowest, long released) {
            return lowest != released;
        }
    }),
    NO_RELEASE_AT_REMOVALS(new ProtocolRules() {
        @Override
        boolean mayMove(RecordEffect effect) {
            return effect == RecordEffect.RENEWED || effect == RecordEffect.UPDATED;
        }
    }),
    NO_STATUS_AFTER_THE_OWN_HELLO(new ProtocolRules() {
        @Override
        boolean statusAfter(RecordEffect own) {
            return false;
        }
    }),
    OWN_HEAD_ANSWERED(new ProtocolRules() {
        @Override
        @Nullable Released answered(@Nullable Released released, @Nullable HeadRef own) {
            return released == null || own == null
                    ? released
                    : new Released(released.position(), released.epoch(), own);
        }
    }),
    LOWEST_HEAD_ALWAYS_RELEASED(new ProtocolRules() {
        @Override
        ReleaseKind move(@Nullable HeadRef head, HeadRef next, long released) {
            ReleaseKind right = super.move(head, next, released);
            return right == ReleaseKind.PASS ? ReleaseKind.HEAD : right;
        }
    }),
    ANY_OLD_REWIND_EXCUSES_A_FALL(new ProtocolRules() {
        @Override
        ReleaseKind move(@Nullable HeadRef head, HeadRef next, long released) {
            ReleaseKind right = super.move(head, next, released);
            return right == ReleaseKind.PASS && next.rewindPosition() >= 0 ? ReleaseKind.REWIND : right;
        }
    }),
    POSITION_STAYS_BACK_INSTEAD_OF_PASSING(new ProtocolRules() {
        @Override
        ReleaseKind move(@Nullable HeadRef head, HeadRef next, long released) {
            ReleaseKind right = super.move(head, next, released);
            return right == ReleaseKind.PASS ? ReleaseKind.NONE : right;
        }
    }),
    STUCK_MEMBER_STAYS(new ProtocolRules() {
        @Override
        boolean leavesWhenStuck() {
            return false;
        }
    });

    // The rules have no state, which the checker cannot know.
    @SuppressWarnings("ImmutableEnumChecker")
    final ProtocolRules rules;

    Mutant(ProtocolRules rules) {
        this.rules = rules;
    }
}
