package dev.drover.pool;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The function that makes the next view from a view and a record. It uses no clock and nothing that differs between
 * replicas, so all that have read the same records hold the same view.
 */
final class ViewUpdater {
    private final ProtocolRules rules;

    ViewUpdater(ProtocolRules rules) {
        this.rules = rules;
    }

    /** Returns the view after the record at {@code offset}, and what the record did. */
    Transition apply(View view, long offset, PoolRecord record) {
        return switch (record) {
            case PoolRecord.Hello hello -> hello(view, offset, hello);
            case PoolRecord.Status status -> status(view, offset, status);
            case PoolRecord.Expel expel -> expel(view, expel);
            case PoolRecord.Bye bye ->
                view.member(bye.session()) == null
                        ? none(view, RecordEffect.NO_MEMBER)
                        : without(view, bye.session(), RecordEffect.LEFT);
            case PoolRecord.State state -> none(view, RecordEffect.STATE);
            case PoolRecord.StatePart part -> none(view, RecordEffect.STATE);
            case PoolRecord.Unreadable unreadable -> none(view, unreadable.why());
        };
    }

    private Transition hello(View view, long offset, PoolRecord.Hello hello) {
        if (view.member(hello.session()) != null) {
            return none(view, RecordEffect.REPEATED);
        }
        if (view.data() != null && !view.data().equals(hello.data())) {
            return none(view, RecordEffect.OTHER_DATA);
        }
        if (hello.leaseMillis() < PoolTimes.LEASE_MILLIS_MIN || hello.leaseMillis() > PoolTimes.LEASE_MILLIS_MAX) {
            return none(view, RecordEffect.BAD_LEASE);
        }
        if (rules.behind(view, hello.applied())) {
            return none(view, RecordEffect.BEHIND);
        }
        List<Member> next = new ArrayList<>(view.members());
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
        View joined = new View(hello.data(), view.position(), view.head(), view.epoch(), next);
        return release(joined, RecordEffect.JOINED);
    }

    private Transition status(View view, long offset, PoolRecord.Status status) {
        int rank = view.rank(status.session());
        if (rank < 0) {
            return none(view, RecordEffect.NO_MEMBER);
        }
        Member old = view.members().get(rank);
        // A member that has not read its last renewal reads too late or not at all: it must not renew again.
        boolean renews = status.serial() > old.serial() && status.readOffset() >= old.serialOffset();
        Member now = new Member(
                old.session(),
                old.name(),
                old.software(),
                old.leaseMillis(),
                old.joinedOffset(),
                renews ? status.serial() : old.serial(),
                renews ? offset : old.serialOffset(),
                HeadRef.further(old.applied(), status.applied()),
                ready(view, old.ready(), status.ready()));
        if (now.equals(old)) {
            return none(view, RecordEffect.NOTHING_NEW);
        }
        List<Member> next = new ArrayList<>(view.members());
        next.set(rank, now);
        return release(view.with(next), renews ? RecordEffect.RENEWED : RecordEffect.UPDATED);
    }

    /** A member that has promised nothing is at the released position: a promise that is not above that is ignored. */
    private static @Nullable HeadRef ready(View view, @Nullable HeadRef old, @Nullable HeadRef next) {
        if (old == null) {
            return next != null && next.position() > view.position() ? next : null;
        }
        return next == null ? old : HeadRef.further(old, next);
    }

    private Transition expel(View view, PoolRecord.Expel expel) {
        Member member = view.member(expel.session());
        if (member == null) {
            return none(view, RecordEffect.NO_MEMBER);
        }
        return rules.renewed(member, expel.serial())
                ? none(view, RecordEffect.RENEWED_SINCE)
                : without(view, expel.session(), RecordEffect.EXPELLED);
    }

    private Transition without(View view, String session, RecordEffect effect) {
        List<Member> rest = view.members().stream()
                .filter(member -> !member.session().equals(session))
                .toList();
        return release(view.with(rest), effect);
    }

    /** Releases the lowest of the heads that the members have promised, if it is above the released position. */
    private Transition release(View view, RecordEffect effect) {
        if (view.members().isEmpty() || !rules.mayMove(effect)) {
            return none(view, effect);
        }
        HeadRef next = null;
        long lowest = Long.MAX_VALUE;
        for (Member member : view.members()) {
            HeadRef consent = rules.consent(member);
            long position = consent == null ? view.position() : consent.position();
            if (position < lowest) {
                lowest = position;
                next = consent;
            }
        }
        if (next == null || !rules.moves(lowest, view.position())) {
            return none(view, effect);
        }
        ReleaseKind kind = rules.move(view.head(), next, view.position());
        View moved = switch (kind) {
            case NONE -> view;
            case PASS -> new View(view.data(), lowest, view.head(), view.epoch(), view.members());
            case HEAD -> new View(view.data(), lowest, next, view.epoch(), view.members());
            case REWIND -> new View(view.data(), lowest, next, view.epoch() + 1, view.members());
        };
        return new Transition(moved, effect, kind);
    }

    private static Transition none(View view, RecordEffect effect) {
        return new Transition(view, effect, ReleaseKind.NONE);
    }
}
