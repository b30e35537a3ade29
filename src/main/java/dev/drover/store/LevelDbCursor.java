package dev.drover.store;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.NoSuchElementException;
import org.iq80.leveldb.DBIterator;
import org.jspecify.annotations.Nullable;

/**
 * A cursor over one database, freed when either the cursor or the database is closed. To prevent a deadlock, it always enters
 * the guard before it locks itself: closing the database holds the guard while it frees cursors.
 */
final class LevelDbCursor implements Cursor {
    private final NativeCallGuard guard;
    private final DBIterator iterator;
    private final byte @Nullable [] to;
    private final Runnable free = this::free;
    private Map.@Nullable Entry<byte[], byte[]> current;
    private boolean freed;

    /** Creates a cursor. The caller is inside the guard. */
    LevelDbCursor(NativeCallGuard guard, DBIterator iterator, byte[] from, byte @Nullable [] to) {
        this.guard = guard;
        this.iterator = iterator;
        this.to = to == null ? null : to.clone();
        guard.register(free);
        iterator.seek(from);
    }

    @Override
    public boolean next() {
        guard.enter();
        try {
            return step();
        } catch (RuntimeException e) {
            throw guard.failed("iterate over", e);
        } finally {
            guard.leave();
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
        guard.free(free);
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

    /** Closing the database may free its cursors at any time, even between a step and the read of its key. */
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
            throw guard.failed("close a cursor of", e);
        }
    }
}
