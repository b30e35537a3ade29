package dev.drover.store;

/** A walk over keys in ascending order. Begins before the first: call {@link #next} first. For one thread at a time. */
public interface Cursor extends AutoCloseable {
    /** Steps to the next key; false when there is none, then and ever after. */
    boolean next();

    /** The key stepped to, a copy. */
    byte[] key();

    /** Its value, a copy. */
    byte[] value();

    /** Frees what the walk holds; a second call does nothing. */
    @Override
    void close();
}
