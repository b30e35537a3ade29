package dev.drover.ingest;

import dev.drover.chain.Hash;
import dev.drover.verify.NodeReferences;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Hashes of trie nodes and code that arrived damaged, or that wait for such a node below them, and hence are not stored. Masters
 * write children before their parents and the state root last, so a stored root implies a complete state only if no node is
 * stored above a gap. Not thread-safe.
 */
final class StateGaps {
    static final int GAPS_MAX = 10_000;

    // In order of their records.
    private final Map<Hash, Source> open = new LinkedHashMap<>();

    /** Adds a gap: a hash under which nothing is stored although the topic has it. */
    void add(Hash hash, Source source) {
        open.putIfAbsent(hash, source);
    }

    /** Closes a gap. Returns false if there was none with this hash. */
    boolean close(Hash hash) {
        return open.remove(hash) != null;
    }

    /** Returns a gap directly below a node, or null if there is none, which is by far the most common case. */
    @Nullable Hash below(byte[] node) {
        return open.isEmpty() ? null : NodeReferences.find(node, open::containsKey);
    }

    /** Closes and returns the oldest gap if there are too many or it has been open too long, or returns null. */
    @Nullable Hash expire(long offset, long timestampMillis) {
        if (open.isEmpty()) {
            return null;
        }
        Map.Entry<Hash, Source> oldest = open.entrySet().iterator().next();
        if (open.size() <= GAPS_MAX && !oldest.getValue().isOld(offset, timestampMillis)) {
            return null;
        }
        open.remove(oldest.getKey());
        return oldest.getKey();
    }

    /** Returns the offset from which all gaps are found again, or empty if there are none. */
    OptionalLong firstOffset() {
        return open.values().stream().mapToLong(Source::resumeOffset).min();
    }
}
