package dev.drover.pool.live;

import dev.drover.pool.Gate;
import dev.drover.pool.HeadRef;
import dev.drover.pool.Moment;
import dev.drover.pool.PoolMember;
import dev.drover.pool.Refusal;
import dev.drover.pool.View;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pool as one replica sees it.
 *
 * @param position the released position; {@link View#UNSET} before the first release
 * @param head the released head; null before the first release
 * @param shut why this replica cannot answer now, or null if it can
 * @param leaseLeftMillis the remaining time of its lease
 * @param session its session, or null if it has none
 * @param members in joining order
 * @param waitingFor the newest head that any member has applied, if it is not released yet; null if it is
 * @param slowest names of the members that keep the pool from it
 */
public record PoolStatus(
        String topic,
        long position,
        @Nullable HeadRef head,
        long epoch,
        @Nullable String shut,
        long leaseLeftMillis,
        @Nullable String session,
        List<MemberStatus> members,
        @Nullable HeadRef waitingFor,
        List<String> slowest) {
    /**
     * The status of one member.
     *
     * @param ready the head that it has promised, or null before the first promise
     * @param silentMillis the time since this replica read the last renewal of its lease
     */
    public record MemberStatus(
            String session,
            String name,
            String software,
            HeadRef applied,
            @Nullable HeadRef ready,
            long silentMillis) {}

    static PoolStatus of(String topic, PoolMember self, Moment now) {
        View view = self.view();
        Gate gate = self.gate();
        Refusal refusal = gate.refusal(now);
        List<MemberStatus> members = view.members().stream()
                .map(one -> new MemberStatus(
                        one.session(),
                        one.name(),
                        one.software(),
                        one.applied(),
                        one.ready(),
                        self.silentMillis(one.session(), now)))
                .toList();
        HeadRef newest = members.stream()
                .map(MemberStatus::applied)
                .max(Comparator.comparingLong(HeadRef::position))
                .orElse(null);
        HeadRef waitingFor = newest != null && newest.position() > view.position() ? newest : null;
        return new PoolStatus(
                topic,
                view.position(),
                view.head(),
                view.epoch(),
                refusal == null ? null : refusal.label(),
                gate.leaseLeftNanos(now) / 1_000_000,
                self.session(),
                members,
                waitingFor,
                waitingFor == null ? List.of() : slowest(members));
    }

    private static List<String> slowest(List<MemberStatus> members) {
        long least = members.stream()
                .mapToLong(member -> member.applied().position())
                .min()
                .orElse(View.UNSET);
        return members.stream()
                .filter(member -> member.applied().position() == least)
                .map(MemberStatus::name)
                .toList();
    }
}
