package dev.drover.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes that become visible together. The last write of a key wins. Arrays handed over belong to the batch. For one thread.
 */
public final class Batch {
    /**
     * One write.
     *
     * @param value null: delete the key
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
    // Built only when somebody looks into the batch: most batches are written unread.
    private final Map<Key, Entry> index = new HashMap<>();
    private int indexed;
    private long byteCount;

    /** Puts a value under a key. */
    public void put(byte[] key, byte[] value) {
        entries.add(new Entry(key, value));
        byteCount += key.length + value.length;
    }

    /** Deletes a key, in lower layers too. */
    public void delete(byte[] key) {
        entries.add(new Entry(key, null));
        byteCount += key.length;
    }

    /** Puts one of the owner's own records. */
    public void putOwn(String name, byte[] value) {
        own.put(name, value);
    }

    /** The write of {@code key} that wins in this batch, or null if the batch does not touch it. */
    public @Nullable Entry find(byte[] key) {
        for (; indexed < entries.size(); indexed++) {
            Entry entry = entries.get(indexed);
            index.put(new Key(entry.key()), entry);
        }
        return index.get(new Key(key));
    }

    /** All writes in the order in which they came. */
    public List<Entry> entries() {
        return entries;
    }

    /** The owner's own records, by name. */
    public Map<String, byte[]> own() {
        return own;
    }

    /** Bytes of keys and values. */
    public long byteCount() {
        return byteCount;
    }

    /** Number of writes, the owner's own records not counted. */
    public int size() {
        return entries.size();
    }

    /** True if nothing was written. */
    public boolean isEmpty() {
        return entries.isEmpty() && own.isEmpty();
    }
}
