package dev.drover.head;

import dev.drover.chain.Hash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Proposed heads whose data is incomplete, each with one key that is missing. Indexed by that key, so the cost of an
 * arriving key does not depend on the number of proposals. Not thread-safe.
 */
final class WaitingProposals {
    /** A proposal and the key that was missing when it was last examined; an empty key if that is unknown. */
    record Waiting(Hash hash, byte[] lacking) {}

    private record Key(byte[] bytes) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && Arrays.equals(bytes, key.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }
    }

    private static final Key UNKNOWN = new Key(new byte[0]);

    private final int max;
    private final Map<Hash, Key> lacking = new LinkedHashMap<>();
    private final Map<Key, Set<Hash>> byKey = new HashMap<>();

    WaitingProposals(int max) {
        this.max = max;
    }

    /** Adds a proposal as the newest. Returns the oldest if it had to be dropped, or null. */
    @Nullable Hash add(Hash hash, byte[] lackingKey) {
        remove(hash);
        Key key = new Key(lackingKey);
        lacking.put(hash, key);
        byKey.computeIfAbsent(key, ignored -> new LinkedHashSet<>()).add(hash);
        if (lacking.size() <= max) {
            return null;
        }
        Hash oldest = lacking.keySet().iterator().next();
        remove(oldest);
        return oldest;
    }

    void remove(Hash hash) {
        Key key = lacking.remove(hash);
        if (key != null) {
            byKey.computeIfPresent(key, (ignored, sharing) -> {
                sharing.remove(hash);
                return sharing.isEmpty() ? null : sharing;
            });
        }
    }

    /** Removes and returns, oldest first, the proposals that wait for one of these keys or for an unknown one. */
    List<Hash> takeReady(List<byte[]> arrivedKeys) {
        if (lacking.isEmpty()) {
            return List.of();
        }
        Set<Hash> ready = new LinkedHashSet<>(byKey.getOrDefault(UNKNOWN, Set.of()));
        for (byte[] arrived : arrivedKeys) {
            ready.addAll(byKey.getOrDefault(new Key(arrived), Set.of()));
        }
        if (ready.isEmpty()) {
            return List.of();
        }
        // In the order of the proposals, not of the keys: of equally good proposals the first is preferred.
        List<Hash> taken = new ArrayList<>(lacking.keySet());
        taken.retainAll(ready);
        taken.forEach(this::remove);
        return taken;
    }

    /**
     * Notes keys that arrived with a record that is not judged: the next {@link #takeReady} returns the proposals that
     * waited for them.
     */
    void examineLater(List<byte[]> arrivedKeys) {
        takeReady(arrivedKeys).forEach(hash -> add(hash, UNKNOWN.bytes()));
    }

    /** Returns all proposals, oldest first. */
    List<Waiting> all() {
        List<Waiting> all = new ArrayList<>();
        lacking.forEach((hash, key) -> all.add(new Waiting(hash, key.bytes())));
        return all;
    }
}
