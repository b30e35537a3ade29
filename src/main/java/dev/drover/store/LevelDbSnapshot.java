package dev.drover.store;

import java.io.IOException;
import org.iq80.leveldb.DB;
import org.iq80.leveldb.ReadOptions;
import org.iq80.leveldb.Snapshot;
import org.jspecify.annotations.Nullable;

/** A state of one database, kept while it is counted; begins with one count. Any thread. */
final class LevelDbSnapshot {
    private final NativeCallGuard gate;
    private final DB db;
    private final Snapshot handle;
    private final Runnable free = this::free;
    private final References references = new References();

    /** The caller is inside the gate. */
    LevelDbSnapshot(NativeCallGuard gate, DB db) {
        this.gate = gate;
        this.db = db;
        this.handle = db.getSnapshot();
        gate.remember(free);
    }

    /** Takes one more count; false if it is freed already. */
    boolean retain() {
        return references.retain();
    }

    /** Gives one count back; the last one frees. */
    void release() {
        if (references.release()) {
            gate.free(free);
        }
    }

    byte @Nullable [] get(byte[] key) {
        references.hold();
        try {
            gate.enter();
            try {
                return db.get(key, options());
            } catch (RuntimeException e) {
                throw gate.failed("read", e);
            } finally {
                gate.leave();
            }
        } finally {
            release();
        }
    }

    /** A walk as {@link KeyValues#scan}; it may outlive the snapshot. */
    Cursor scan(byte[] from, byte @Nullable [] to) {
        references.hold();
        try {
            gate.enter();
            try {
                return new LevelDbCursor(gate, db.iterator(options().fillCache(false)), from, to);
            } catch (RuntimeException e) {
                throw gate.failed("walk through", e);
            } finally {
                gate.leave();
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
            throw gate.failed("release a snapshot of", e);
        }
    }
}
