package dev.drover.trial;

import java.util.Collection;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The checker of block tags: one position has one set of tags; within an epoch {@code finalized} never falls, and {@code safe}
 * falls only when a reorg reverts it. Any thread.
 */
final class TagOrder {
    private final NavigableMap<Long, Tags> seen = new TreeMap<>();
    private final Set<String> reverted = ConcurrentHashMap.newKeySet();

    /** A block, as an answer shows it. */
    record Block(long number, String hash) {}

    /** The tags of one answer, and the head to which it says that they belong. */
    record Tags(long epoch, long position, Block latest, Block safe, Block finalized) {}

    /** These blocks are about to be reverted. */
    void revert(Collection<String> hashes) {
        reverted.addAll(hashes);
    }

    /** How many positions were seen. */
    synchronized int positions() {
        return seen.size();
    }

    /** What is wrong with an answer; null if nothing is. */
    synchronized @Nullable String judge(Tags answer) {
        if (answer.finalized.number > answer.safe.number || answer.safe.number > answer.latest.number) {
            return "tags out of order: " + answer;
        }
        Tags same = seen.putIfAbsent(answer.position, answer);
        if (same != null) {
            return same.equals(answer) ? null : "two sets of tags at one position: " + same + " and " + answer;
        }
        Map.Entry<Long, Tags> before = seen.lowerEntry(answer.position);
        Map.Entry<Long, Tags> after = seen.higherEntry(answer.position);
        String fault = before == null ? null : fall(before.getValue(), answer);
        return fault != null || after == null ? fault : fall(answer, after.getValue());
    }

    private @Nullable String fall(Tags first, Tags second) {
        if (first.epoch != second.epoch) {
            return null;
        }
        if (second.finalized.number < first.finalized.number) {
            return "finalized falls: " + second + " after " + first;
        }
        boolean safeFalls = second.safe.number < first.safe.number && !reverted.contains(first.safe.hash);
        return safeFalls ? "safe falls without a reorg: " + second + " after " + first : null;
    }
}
