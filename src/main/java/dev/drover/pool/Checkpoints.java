package dev.drover.pool;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Predicate;

/** When to write a state record, and whether what others write is what was read here. */
final class Checkpoints {
    /** More than can be written between the writing of a state and its reading, in the usual case. */
    private static final int VIEWS_KEPT = 64;

    private final Deque<At> recent = new ArrayDeque<>();
    private Moment last;
    private long recordsSince;

    private record At(long offset, View view) {}

    Checkpoints(long offset, View view, Moment now) {
        recent.addLast(new At(offset, view));
        last = now;
    }

    /** Takes note of the view after the record at {@code offset}. */
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

    /** Whether a state record says something else than was read here; false also if that is too long ago to know. */
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

    /** Whether the member of this rank has to write one now: the first does, each further one steps in later. */
    boolean due(int rank, PoolTimes times, Moment now) {
        long late = rank + 1L;
        return now.nanosSince(last) >= PoolTimes.nanos(times.stateEveryMillis()) * late
                || recordsSince >= times.stateEveryRecords() * late;
    }

    /** Counts from now. */
    void restart(Moment now) {
        last = now;
        recordsSince = 0;
    }
}
