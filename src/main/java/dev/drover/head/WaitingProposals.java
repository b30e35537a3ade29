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
 * Proposed heads whose data is incomplete, each with one key that it lacks. They are indexed by that key, so the cost of an
 * arrival does not depend on how many proposals wait. For one thread.
 */
final class WaitingProposals {
    /** A proposal and the key that it lacked when it was last examined; a key of no bytes if that is not known. */
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

    /** Adds a proposal as the newest; returns the oldest if it had to be dropped, else null. */
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

    /** Removes and returns, oldest first, the proposals that lacked one of these keys or an unknown one. */
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
        // The order in which they wait, not that of the keys: of equals the first is preferred.
        List<Hash> taken = new ArrayList<>(lacking.keySet());
        taken.retainAll(ready);
        taken.forEach(this::remove);
        return taken;
    }

    /** Notes keys that arrived with a record that is not judged: the next {@link #takeReady} returns what waited for them. */
    void examineLater(List<byte[]> arrivedKeys) {
        takeReady(arrivedKeys).forEach(hash -> add(hash, UNKNOWN.bytes()));
    }

    /** All that wait, oldest first. */
    List<Waiting> all() {
        List<Waiting> all = new ArrayList<>();
        lacking.forEach((hash, key) -> all.add(new Waiting(hash, key.bytes())));
        return all;
    }
}
