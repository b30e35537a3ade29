package dev.drover.pool;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a prefix of the pool topic says: a pure function of it, so all that have read as far hold the same view. No clock, no
 * "me".
 *
 * @param data names the data that the pool's replicas read; null before the first hello
 * @param position how far the pool is; {@link #UNSET} before the first release. Never falls
 * @param head the released head; null before the first release
 * @param epoch releases so far that had a rewind since the one before
 * @param members in joining order
 */
public record View(
        @Nullable String data, long position, @Nullable HeadRef head, long epoch, List<Member> members) {
    /** The position of a pool that has released nothing: below that of any head. */
    public static final long UNSET = -2;

    /**
     * The most members that a pool should have: replicas do not ask to join a pool that has as many. The view itself knows no
     * bound, since all versions of the software must make the same view of a record.
     */
    public static final int MEMBERS_MAX = 1_000;

    /** The view of nothing. */
    public static final View EMPTY = new View(null, UNSET, null, 0, List.of());

    /** Keeps a copy of the members. */
    public View {
        members = List.copyOf(members);
    }

    /** What the pool answers from; null before the first release. */
    public @Nullable Released released() {
        return head == null ? null : new Released(position, epoch, head);
    }

    /** Whether there is no room for another member. */
    public boolean isFull() {
        return members.size() >= MEMBERS_MAX;
    }

    /** The member with this session; null if there is none. */
    public @Nullable Member member(String session) {
        for (Member member : members) {
            if (member.session().equals(session)) {
                return member;
            }
        }
        return null;
    }

    /** The place of a session in joining order; -1 if it is no member. */
    public int rank(String session) {
        for (int i = 0; i < members.size(); i++) {
            if (members.get(i).session().equals(session)) {
                return i;
            }
        }
        return -1;
    }

    /** The member that is least far, the earliest among equals; null without members. */
    public @Nullable Member slowest() {
        Member slowest = null;
        for (Member member : members) {
            if (slowest == null
                    || member.applied().position() < slowest.applied().position()) {
                slowest = member;
            }
        }
        return slowest;
    }

    /** The head to be released next, if it is above the released one: the slowest member's; null without members. */
    public @Nullable HeadRef candidate() {
        Member slowest = slowest();
        return slowest == null ? null : slowest.applied();
    }

    /** The furthest position that anybody has promised, or that is released. */
    long top() {
        long top = position;
        for (Member member : members) {
            HeadRef ready = member.ready();
            top = ready == null ? top : Math.max(top, ready.position());
        }
        return top;
    }

    /** The view after the record at {@code offset}, and what it did. */
    public Transition apply(long offset, PoolRecord record) {
        return apply(offset, record, ProtocolRules.STANDARD);
    }

    Transition apply(long offset, PoolRecord record, ProtocolRules rules) {
        return switch (record) {
            case PoolRecord.Hello hello -> hello(offset, hello, rules);
            case PoolRecord.Status status -> status(offset, status, rules);
            case PoolRecord.Expel expel -> expel(expel, rules);
            case PoolRecord.Bye bye ->
                member(bye.session()) == null
                        ? none(RecordEffect.NO_MEMBER)
                        : without(bye.session(), RecordEffect.LEFT, rules);
            case PoolRecord.State state -> none(RecordEffect.STATE);
            case PoolRecord.StatePart part -> none(RecordEffect.STATE);
            case PoolRecord.Unreadable unreadable -> none(unreadable.why());
        };
    }

    private Transition hello(long offset, PoolRecord.Hello hello, ProtocolRules rules) {
        if (member(hello.session()) != null) {
            return none(RecordEffect.REPEATED);
        }
        if (data != null && !data.equals(hello.data())) {
            return none(RecordEffect.OTHER_DATA);
        }
        if (hello.leaseMillis() < PoolTimes.LEASE_MILLIS_MIN || hello.leaseMillis() > PoolTimes.LEASE_MILLIS_MAX) {
            return none(RecordEffect.BAD_LEASE);
        }
        if (rules.behind(this, hello.applied())) {
            return none(RecordEffect.BEHIND);
        }
        List<Member> next = new ArrayList<>(members);
        next.add(new Member(
                hello.session(),
                hello.name(),
                hello.software(),
                hello.leaseMillis(),
                offset,
                hello.serial(),
                offset,
                hello.applied(),
                rules.readyOfJoiner(hello.applied())));
        return new View(hello.data(), position, head, epoch, next).settled(RecordEffect.JOINED, rules);
    }

    private Transition status(long offset, PoolRecord.Status status, ProtocolRules rules) {
        int rank = rank(status.session());
        if (rank < 0) {
            return none(RecordEffect.NO_MEMBER);
        }
        Member old = members.get(rank);
        // Who has not read its own last renewal reads nothing: it shall not renew again.
        boolean renews = status.serial() > old.serial() && status.readOffset() >= old.serialOffset();
        HeadRef applied = HeadRef.further(old.applied(), status.applied());
        HeadRef ready = further(old.ready(), status.ready());
        Member now = new Member(
                old.session(),
                old.name(),
                old.software(),
                old.leaseMillis(),
                old.joinedOffset(),
                renews ? status.serial() : old.serial(),
                renews ? offset : old.serialOffset(),
                applied,
                ready);
        if (now.equals(old)) {
            return none(RecordEffect.NOTHING_NEW);
        }
        List<Member> next = new ArrayList<>(members);
        next.set(rank, now);
        return with(next).settled(renews ? RecordEffect.RENEWED : RecordEffect.UPDATED, rules);
    }

    /** A member without a promise stands at the released position: what is not above that is no news. */
    private @Nullable HeadRef further(@Nullable HeadRef old, @Nullable HeadRef next) {
        if (old == null) {
            return next != null && next.position() > position ? next : null;
        }
        return next == null ? old : HeadRef.further(old, next);
    }

    private Transition expel(PoolRecord.Expel expel, ProtocolRules rules) {
        Member member = member(expel.session());
        if (member == null) {
            return none(RecordEffect.NO_MEMBER);
        }
        return rules.renewed(member, expel.serial())
                ? none(RecordEffect.RENEWED_SINCE)
                : without(expel.session(), RecordEffect.EXPELLED, rules);
    }

    private Transition without(String session, RecordEffect effect, ProtocolRules rules) {
        return with(members.stream()
                        .filter(member -> !member.session().equals(session))
                        .toList())
                .settled(effect, rules);
    }

    /** Returns the same view with some of the members alone. */
    View slice(int from, int to) {
        return with(members.subList(from, to));
    }

    private View with(List<Member> next) {
        return new View(data, position, head, epoch, next);
    }

    /** Releases what all members that are left consent to. */
    private Transition settled(RecordEffect effect, ProtocolRules rules) {
        if (members.isEmpty() || !rules.mayMove(effect)) {
            return new Transition(this, effect, ReleaseKind.NONE);
        }
        HeadRef next = null;
        long lowest = Long.MAX_VALUE;
        for (Member member : members) {
            HeadRef consent = rules.consent(member);
            long at = consent == null ? position : consent.position();
            if (at < lowest) {
                lowest = at;
                next = consent;
            }
        }
        if (next == null || !rules.moves(lowest, position)) {
            return new Transition(this, effect, ReleaseKind.NONE);
        }
        ReleaseKind move = rules.move(head, next, position);
        View moved = switch (move) {
            case NONE -> this;
            case PASS -> new View(data, lowest, head, epoch, members);
            case HEAD -> new View(data, lowest, next, epoch, members);
            case REWIND -> new View(data, lowest, next, epoch + 1, members);
        };
        return new Transition(moved, effect, move);
    }

    private Transition none(RecordEffect why) {
        return new Transition(this, why, ReleaseKind.NONE);
    }
}
