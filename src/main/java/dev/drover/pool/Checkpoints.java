package dev.drover.pool;

import java.util.ArrayDeque;
import java.util.Deque;

/** When to write a state record, and whether what others write is what was read here. */
final class Checkpoints {
    /** More than can be written between the writing of a state and its reading, in the usual case. */
    private static final int VIEWS_KEPT = 64;

    /** Keeps a state record under {@link RecordCodec#STATE_BYTES_MAX}. */
    static final int MEMBERS_MAX = 64;

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
        if (record instanceof PoolRecord.State) {
            restart(now);
        }
    }

    /** Whether a state record says something else than was read here; false also if that is too long ago to know. */
    boolean contradicts(PoolRecord.State state) {
        return recent.stream().anyMatch(at -> at.offset == state.upto() && !at.view.equals(state.view()));
    }

    /** Whether the member of this rank has to write one now: the first does, each further one steps in later. */
    boolean due(View view, int rank, PoolTimes times, Moment now) {
        long late = rank + 1L;
        boolean due = now.nanosSince(last) >= PoolTimes.nanos(times.stateEveryMillis()) * late
                || recordsSince >= times.stateEveryRecords() * late;
        return due && view.members().size() <= MEMBERS_MAX;
    }

    /** Counts from now. */
    void restart(Moment now) {
        last = now;
        recordsSince = 0;
    }
}
