package dev.drover.pool;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Predicate;

/** Decides when to write a state record, and compares the state records of others with the view. */
final class Checkpoints {
    /** Usually more than the number of records between a state's {@code upto} and the state itself. */
    private static final int VIEWS_KEPT = 64;

    private final Deque<At> recent = new ArrayDeque<>();
    private Moment last;
    private long recordsSince;

    private record At(long offset, View view) {}

    Checkpoints(long offset, View view, Moment now) {
        recent.addLast(new At(offset, view));
        last = now;
    }

    /** Records the view after the record at {@code offset}. */
    void observe(long offset, PoolRecord record, View view, Moment now) {
        recent.addLast(new At(offset, view));
        if (recent.size() > VIEWS_KEPT) {
            recent.removeFirst();
        }
        recordsSince++;
        if (record instanceof PoolRecord.State || record instanceof PoolRecord.StatePart) {
            restart(now);
        }
    }

    /**
     * Returns whether a state record contradicts the view of this replica; false also if that view is no longer kept.
     */
    boolean contradicts(PoolRecord record) {
        return switch (record) {
            case PoolRecord.State state -> differs(state.upto(), view -> view.equals(state.view()));
            case PoolRecord.StatePart part -> differs(part.upto(), view -> isPart(part, view));
            default -> false;
        };
    }

    private boolean differs(long upto, Predicate<View> same) {
        return recent.stream().anyMatch(at -> at.offset == upto && !same.test(at.view));
    }

    private static boolean isPart(PoolRecord.StatePart part, View whole) {
        int end = part.from() + part.view().members().size();
        return part.members() == whole.members().size()
                && end <= part.members()
                && part.view().equals(whole.slice(part.from(), end));
    }

    /**
     * Returns whether the member of this rank must write a state record now: the first member writes, and each further
     * one later if no earlier one did.
     */
    boolean due(int rank, PoolTimes times, Moment now) {
        long late = rank + 1L;
        return now.nanosSince(last) >= PoolTimes.nanos(times.stateEveryMillis()) * late
                || recordsSince >= times.stateEveryRecords() * late;
    }

    /** Restarts time and record count at {@code now}. */
    void restart(Moment now) {
        last = now;
        recordsSince = 0;
    }
}
