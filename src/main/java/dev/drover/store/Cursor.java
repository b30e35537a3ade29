package dev.drover.store;

/**
 * Iterates over keys in ascending order. A new cursor is positioned before the first key, so call {@link #next} first. Not
 * thread-safe.
 */
public interface Cursor extends AutoCloseable {
    /** Advances to the next key. Returns false, on this and every later call, if there is none. */
    boolean next();

    /** Returns a copy of the current key. */
    byte[] key();

    /** Returns a copy of the current value. */
    byte[] value();

    /** Frees the resources of the cursor. A second call does nothing. */
    @Override
    void close();
}
