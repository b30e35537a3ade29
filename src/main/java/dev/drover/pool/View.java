package dev.drover.pool;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of the pool after a prefix of its topic. {@link ViewUpdater} derives it from the records alone, so all
 * replicas that have read the same records hold the same view.
 *
 * @param data the {@link Binding#text} of the pool; null before the first hello
 * @param position the released position; {@link #UNSET} before the first release. Never decreases
 * @param head the released head, or null before the first release
 * @param epoch the number of rewinds that were released
 * @param members in joining order
 */
public record View(
        @Nullable String data, long position, @Nullable HeadRef head, long epoch, List<Member> members) {
    /** The position of a pool that has released nothing, below that of any head. */
    public static final long UNSET = -2;

    /**
     * The number of members from which on replicas do not ask to join. The view itself is not bounded, because all
     * versions of the software must derive the same view from a record.
     */
    public static final int MEMBERS_MAX = 1_000;

    /** The view before the first record. */
    public static final View EMPTY = new View(null, UNSET, null, 0, List.of());

    /** Keeps a copy of the members. */
    public View {
        members = List.copyOf(members);
    }

    /** Returns the head that all members answer from, or null before the first release. */
    public @Nullable Released released() {
        return head == null ? null : new Released(position, epoch, head);
    }

    /** Returns whether the pool has the maximum number of members. */
    public boolean isFull() {
        return members.size() >= MEMBERS_MAX;
    }

    /** Returns the member with this session, or null if there is none. */
    public @Nullable Member member(String session) {
        for (Member member : members) {
            if (member.session().equals(session)) {
                return member;
            }
        }
        return null;
    }

    /** Returns the index of a session in joining order, or -1 if it is not a member. */
    public int rank(String session) {
        for (int i = 0; i < members.size(); i++) {
            if (members.get(i).session().equals(session)) {
                return i;
            }
        }
        return -1;
    }

    /** Returns the member with the lowest applied position, the earliest among equals; null if there are no members. */
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

    /**
     * Returns the applied head of the slowest member, which is released next if it is above the released one; null if
     * there are no members.
     */
    public @Nullable HeadRef candidate() {
        Member slowest = slowest();
        return slowest == null ? null : slowest.applied();
    }

    /** Returns the highest position that a member has promised or that is released. */
    long top() {
        long top = position;
        for (Member member : members) {
            HeadRef ready = member.ready();
            top = ready == null ? top : Math.max(top, ready.position());
        }
        return top;
    }

    /** Returns the same view with some of the members only. */
    View slice(int from, int to) {
        return with(members.subList(from, to));
    }

    /** Returns the same view with these members. */
    View with(List<Member> next) {
        return new View(data, position, head, epoch, next);
    }
}
