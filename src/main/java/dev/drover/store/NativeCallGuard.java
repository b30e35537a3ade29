package dev.drover.store;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Guards the native calls of one database. Many calls may run concurrently; {@link #close} refuses new calls and waits until all
 * others have returned. Tracks the objects that must be freed before the database. Thread-safe.
 */
final class NativeCallGuard {
    private final Path directory;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final Set<Runnable> unfreed = ConcurrentHashMap.newKeySet();
    // Written under the write lock, read under the read lock.
    private boolean closed;

    NativeCallGuard(Path directory) {
        this.directory = directory;
    }

    /** Enters the guard; the caller must {@link #leave}. Throws StoreException if the database is closed. */
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

    /** Registers what {@link #close} must free. The caller is inside the guard. */
    void register(Runnable free) {
        unfreed.add(free);
    }

    /** Frees what was registered. Does nothing if it is already freed. */
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

    /** Waits until all calls have left, then frees everything registered and the database. A second call does nothing. */
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

    /** Returns the exception for a failure of the binding that an operator must repair. */
    StoreException failed(String what, Exception e) {
        return failed(StoreException.Remedy.REPAIR, what, e);
    }

    /** Returns the exception for a failure of the binding. */
    StoreException failed(StoreException.Remedy remedy, String what, Exception e) {
        return e instanceof StoreException known
                ? known
                : new StoreException(
                        remedy, "cannot " + what + " the database in " + directory + ": " + e.getMessage(), e);
    }
}
