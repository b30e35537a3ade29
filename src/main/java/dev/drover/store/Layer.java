package dev.drover.store;

/** A read-only layer below the writable one. Closed by the store that it was given to. */
interface Layer extends KeyValues, AutoCloseable {
    @Override
    void close();
}
