package dev.drover.store;

import java.io.IOException;
import org.iq80.leveldb.DB;
import org.iq80.leveldb.ReadOptions;
import org.iq80.leveldb.Snapshot;
import org.jspecify.annotations.Nullable;

/** A reference-counted snapshot of one database. Starts with one reference. Thread-safe. */
final class LevelDbSnapshot {
    private final NativeCallGuard guard;
    private final DB db;
    private final Snapshot handle;
    private final Runnable free = this::free;
    private final References references = new References();

    /** Takes a snapshot. The caller is inside the guard. */
    LevelDbSnapshot(NativeCallGuard guard, DB db) {
        this.guard = guard;
        this.db = db;
        this.handle = db.getSnapshot();
        guard.register(free);
    }

    /** Adds a reference. Returns false if the snapshot is already freed. */
    boolean retain() {
        return references.retain();
    }

    /** Releases a reference. Releasing the last one frees the snapshot. */
    void release() {
        if (references.release()) {
            guard.free(free);
        }
    }

    byte @Nullable [] get(byte[] key) {
        references.hold();
        try {
            guard.enter();
            try {
                return db.get(key, options());
            } catch (RuntimeException e) {
                throw guard.failed("read", e);
            } finally {
                guard.leave();
            }
        } finally {
            release();
        }
    }

    /** Opens a cursor as {@link KeyValues#scan} does. The cursor may outlive the snapshot. */
    Cursor scan(byte[] from, byte @Nullable [] to) {
        references.hold();
        try {
            guard.enter();
            try {
                return new LevelDbCursor(guard, db.iterator(options().fillCache(false)), from, to);
            } catch (RuntimeException e) {
                throw guard.failed("iterate over", e);
            } finally {
                guard.leave();
            }
        } finally {
            release();
        }
    }

    private ReadOptions options() {
        return new ReadOptions().snapshot(handle);
    }

    private void free() {
        try {
            handle.close();
        } catch (IOException e) {
            throw guard.failed("release a snapshot of", e);
        }
    }
}
