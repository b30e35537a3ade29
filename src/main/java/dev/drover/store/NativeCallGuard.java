package dev.drover.store;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Stands around the native calls of one database: many may be inside, {@link #close} waits until all are out and lets none in
 * again. What must be freed before the database is remembered here. Any thread.
 */
final class NativeCallGuard {
    private final Path directory;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final Set<Runnable> unfreed = ConcurrentHashMap.newKeySet();
    // Written with the write lock held, read with the read lock.
    private boolean closed;

    NativeCallGuard(Path directory) {
        this.directory = directory;
    }

    /** Lets the caller in, until {@link #leave}. Throws StoreException if the database is closed. */
    void enter() {
        lock.readLock().lock();
        if (closed) {
            lock.readLock().unlock();
            throw new StoreException("the database in " + directory + " is closed");
        }
    }

    void leave() {
        lock.readLock().unlock();
    }

    /** Remembers what {@link #close} must free. The caller is inside. */
    void remember(Runnable free) {
        unfreed.add(free);
    }

    /** Frees what was remembered; does nothing if it is freed already. */
    void free(Runnable free) {
        lock.readLock().lock();
        try {
            if (unfreed.remove(free)) {
                free.run();
            }
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Waits until all are out, frees what is remembered, then the database. A second call does nothing. */
    void close(Runnable database) {
        lock.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                unfreed.forEach(Runnable::run);
                unfreed.clear();
                database.run();
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Returns a failure of the engine as the error that callers get. */
    StoreException failed(String what, Exception e) {
        return failed(StoreException.Remedy.REPAIR, what, e);
    }

    /** Returns a failure of the engine as the error that callers get. */
    StoreException failed(StoreException.Remedy remedy, String what, Exception e) {
        return e instanceof StoreException known
                ? known
                : new StoreException(
                        remedy, "cannot " + what + " the database in " + directory + ": " + e.getMessage(), e);
    }
}
