package dev.drover.store;

import dev.drover.chain.MissingDataException;
import org.jspecify.annotations.Nullable;

/**
 * Read access to an ordered map from keys to values, both byte strings. Keys are compared as unsigned bytes. An empty value is
 * different from no value. The caller owns returned arrays and keeps ownership of arguments. Methods may read from disk and
 * must not be called on an event loop. A failure of the store is a {@link StoreException} and a damaged value a
 * {@link MissingDataException}; neither is ever reported as an absent key.
 */
public interface KeyValues {
    /** Returns the value under {@code key}, or null if there is none. */
    byte @Nullable [] get(byte[] key);

    /** Returns whether there is a value under {@code key}, even an empty one. */
    default boolean has(byte[] key) {
        return get(key) != null;
    }

    /**
     * Iterates over the keys from {@code from} (inclusive) to {@code to} (exclusive; null for no limit) in ascending order, in
     * a consistent view that later writes do not change. The caller must close the cursor.
     */
    Cursor scan(byte[] from, byte @Nullable [] to);
}
