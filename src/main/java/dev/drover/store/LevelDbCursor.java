package dev.drover.store;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.NoSuchElementException;
import org.iq80.leveldb.DBIterator;
import org.jspecify.annotations.Nullable;

/**
 * A walk through one database, freed by its close or by the database's, whichever comes first. Passes the gate before it locks
 * itself, always: the database's close holds the gate when it frees.
 */
final class LevelDbCursor implements Cursor {
    private final NativeCallGuard gate;
    private final DBIterator iterator;
    private final byte @Nullable [] to;
    private final Runnable free = this::free;
    private Map.@Nullable Entry<byte[], byte[]> current;
    private boolean freed;

    /** The caller is inside the gate. */
    LevelDbCursor(NativeCallGuard gate, DBIterator iterator, byte[] from, byte @Nullable [] to) {
        this.gate = gate;
        this.iterator = iterator;
        this.to = to == null ? null : to.clone();
        gate.remember(free);
        iterator.seek(from);
    }

    @Override
    public boolean next() {
        gate.enter();
        try {
            return step();
        } catch (RuntimeException e) {
            throw gate.failed("walk through", e);
        } finally {
            gate.leave();
        }
    }

    @Override
    public byte[] key() {
        return entry().getKey().clone();
    }

    @Override
    public byte[] value() {
        return entry().getValue().clone();
    }

    @Override
    public void close() {
        gate.free(free);
    }

    private synchronized boolean step() {
        expectNotFreed();
        current = iterator.hasNext() ? iterator.next() : null;
        if (current != null && to != null && Arrays.compareUnsigned(current.getKey(), to) >= 0) {
            current = null;
        }
        return current != null;
    }

    private synchronized Map.Entry<byte[], byte[]> entry() {
        expectNotFreed();
        if (current == null) {
            throw new NoSuchElementException("next() was not called or found no key");
        }
        return current;
    }

    /** The database's close frees its cursors at any time, between a step and the read of its key too. */
    private void expectNotFreed() {
        if (freed) {
            throw new StoreException("the cursor is closed");
        }
    }

    private synchronized void free() {
        freed = true;
        current = null;
        try {
            iterator.close();
        } catch (IOException e) {
            throw gate.failed("close a cursor of", e);
        }
    }
}
