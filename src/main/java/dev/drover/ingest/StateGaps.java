package dev.drover.ingest;

import dev.drover.chain.Hash;
import dev.drover.verify.NodeReferences;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Trie nodes and code that came damaged and are not stored, and the nodes above them that wait for them. Masters write
 * children before their parents and the state root last, so a stored root means a whole state only if no node is stored
 * above a gap. For one thread.
 */
final class StateGaps {
    static final int GAPS_MAX = 10_000;

    // In the order of their records.
    private final Map<Hash, Source> open = new LinkedHashMap<>();

    /** Notes that nothing is stored under a hash, though the topic has it. */
    void add(Hash hash, Source source) {
        open.putIfAbsent(hash, source);
    }

    /** Closes a gap. Returns false if there was none. */
    boolean close(Hash hash) {
        return open.remove(hash) != null;
    }

    /** Returns a gap right below a node; null if there is none, as nearly always. */
    @Nullable Hash below(byte[] node) {
        return open.isEmpty() ? null : NodeReferences.find(node, open::containsKey);
    }

    /** Closes and returns the oldest gap if there are too many or it has been open too long; null if not. */
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

    /** Where reading must resume to find all gaps again; empty if there are none. */
    OptionalLong firstOffset() {
        return open.values().stream().mapToLong(Source::resumeOffset).min();
    }
}
