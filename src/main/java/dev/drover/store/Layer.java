package dev.drover.store;

/** A read-only layer below the top layer. The store that uses it closes it. */
interface Layer extends KeyValues, AutoCloseable {
    @Override
    void close();
}
