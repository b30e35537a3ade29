package dev.drover.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes that become visible together. The last write of a key wins. The batch owns the arrays that it is given. Not
 * thread-safe.
 */
public final class Batch {
    /**
     * One write.
     *
     * @param value null to delete the key
     */
    public record Entry(byte[] key, byte @Nullable [] value) {}

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

    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, byte[]> own = new HashMap<>();
    // Built on the first find: most batches are written without being read.
    private final Map<Key, Entry> index = new HashMap<>();
    private int indexed;
    private long byteCount;

    /** Adds a write of a value under a key. */
    public void put(byte[] key, byte[] value) {
        entries.add(new Entry(key, value));
        byteCount += key.length + value.length;
    }

    /** Adds a deletion of a key. It also hides the key's value in lower layers. */
    public void delete(byte[] key) {
        entries.add(new Entry(key, null));
        byteCount += key.length;
    }

    /** Adds a write of one of the replica's own records (see {@link Store#own}). */
    public void putOwn(String name, byte[] value) {
        own.put(name, value);
    }

    /** Returns the last write of {@code key} in this batch, or null if there is none. */
    public @Nullable Entry find(byte[] key) {
        for (; indexed < entries.size(); indexed++) {
            Entry entry = entries.get(indexed);
            index.put(new Key(entry.key()), entry);
        }
        return index.get(new Key(key));
    }

    /** Returns all writes in the order in which they were added. */
    public List<Entry> entries() {
        return entries;
    }

    /** Returns the replica's own records, by name. */
    public Map<String, byte[]> own() {
        return own;
    }

    /** Returns the total length of keys and values in bytes. */
    public long byteCount() {
        return byteCount;
    }

    /** Returns the number of writes, not counting the replica's own records. */
    public int size() {
        return entries.size();
    }

    /** Returns whether the batch contains no writes and no records. */
    public boolean isEmpty() {
        return entries.isEmpty() && own.isEmpty();
    }
}
