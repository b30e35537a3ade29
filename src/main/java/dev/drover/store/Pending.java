package dev.drover.store;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The writes that are in the journal but not yet in the index, as a few sorted runs, newest first. Each run is at most half as
 * long as the next older one, which keeps both searches and merges cheap when there are many small batches. Immutable.
 *
 * @param journalBytes length of these writes in the journal
 */
record Pending(List<Run> runs, long journalBytes) {
    static final Pending NONE = new Pending(List.of(), 0);

    /** Returns these writes and one more batch. */
    Pending plus(Run batch, long bytes) {
        Run newest = batch;
        int merged = 0;
        while (merged < runs.size() && runs.get(merged).size() < 2 * newest.size()) {
            newest = Run.merge(runs.get(merged++), newest);
        }
        List<Run> more = new ArrayList<>();
        more.add(newest);
        more.addAll(runs.subList(merged, runs.size()));
        return new Pending(List.copyOf(more), journalBytes + bytes);
    }

    /** Returns the newest slot of a key, or null. */
    byte @Nullable [] find(byte[] topKey) {
        if (runs.isEmpty()) {
            return null;
        }
        long order = TopKeys.order(topKey);
        for (Run run : runs) {
            byte[] slot = run.find(topKey, order);
            if (slot != null) {
                return slot;
            }
        }
        return null;
    }

    /** Returns all writes as one run. */
    Run merged() {
        Run all = Run.of(new byte[0][], new byte[0][]);
        for (int i = runs.size() - 1; i >= 0; i--) {
            all = Run.merge(all, runs.get(i));
        }
        return all;
    }

    /** Returns the number of slots, counting a key once per run that contains it. */
    int size() {
        int size = 0;
        for (Run run : runs) {
            size += run.size();
        }
        return size;
    }
}
