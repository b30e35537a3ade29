package dev.drover.ingest;

import dev.drover.store.Batch;
import dev.drover.store.Cursor;
import dev.drover.store.KeyValues;
import org.jspecify.annotations.Nullable;

/** The store with the pending batch on top, as it will be once the batch is written. The head tracker decides on this view. */
final class PendingView implements KeyValues {
    private final KeyValues store;
    private final Batch batch;

    PendingView(KeyValues store, Batch batch) {
        this.store = store;
        this.batch = batch;
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        Batch.Entry entry = batch.find(key);
        return entry != null ? entry.value() : store.get(key);
    }

    @Override
    public boolean has(byte[] key) {
        Batch.Entry entry = batch.find(key);
        return entry != null ? entry.value() != null : store.has(key);
    }

    /** Adds a write to the batch. */
    void put(byte[] key, byte[] value) {
        batch.put(key, value);
    }

    @Override
    public Cursor scan(byte[] from, byte @Nullable [] to) {
        throw new UnsupportedOperationException("writes that are pending are not walked");
    }
}
