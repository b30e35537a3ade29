package dev.drover.store;

import dev.drover.chain.MissingDataException;
import org.jspecify.annotations.Nullable;

/**
 * Reads of an ordered map from keys to values, both byte strings; keys compare as unsigned bytes. An empty value is a
 * value. Returned arrays belong to the caller, arguments stay the caller's. Methods may touch the disk: never call them on
 * an event loop. Any failure of the engine is a {@link StoreException}, a value that is there and damaged a
 * {@link MissingDataException}: neither ever looks like an absent key.
 */
public interface KeyValues {
    /** The value under {@code key}, or null if there is none. */
    byte @Nullable [] get(byte[] key);

    /** True if there is a value under {@code key}, an empty one included. */
    default boolean has(byte[] key) {
        return get(key) != null;
    }

    /**
     * Walks the keys from {@code from} (inclusive) up to {@code to} (exclusive; null: to the end) in ascending order, over a
     * consistent view that later writes do not change. Close it.
     */
    Cursor scan(byte[] from, byte @Nullable [] to);
}
