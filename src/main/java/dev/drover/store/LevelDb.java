package dev.drover.store;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import org.fusesource.leveldbjni.JniDBFactory;
import org.iq80.leveldb.CompressionType;
import org.iq80.leveldb.DB;
import org.iq80.leveldb.DBIterator;
import org.iq80.leveldb.Options;
import org.iq80.leveldb.ReadOptions;
import org.iq80.leveldb.WriteBatch;
import org.iq80.leveldb.WriteOptions;
import org.jspecify.annotations.Nullable;

/**
 * One open LevelDB database, and the only class that calls the native binding, which kills the process when it is misused.
 * So every native call runs inside a gate that {@link #close} shuts before it frees anything; cursors and snapshots are
 * remembered, and freed before the database is; nothing is written below the floor of {@link FreeSpace}. What would have
 * been a crash is a {@link StoreException}. Any thread; a cursor by one thread at a time.
 */
final class LevelDb implements KeyValues, AutoCloseable {
    /** How a database is opened. Zero sizes are the engine's own defaults. */
    record Settings(boolean createIfMissing, long writeBufferBytes, long cacheBytes) {}

    /** Takes the writes of one batch, for as long as {@link LevelDb#write} runs. */
    interface Writer {
        /** Puts a value under a key. */
        void put(byte[] key, byte[] value);

        /** Deletes a key. */
        void delete(byte[] key);
    }

    private static final String LIBRARY_PATH = "library.leveldbjni.path";
    private static final WriteOptions SYNC = new WriteOptions().sync(true);
    private static final WriteOptions NO_SYNC = new WriteOptions().sync(false);

    private final Path directory;
    private final FreeSpace space;
    private final ReadWriteLock gate = new ReentrantReadWriteLock();
    private final Lock inside = gate.readLock();
    private final Set<Runnable> unfreed = ConcurrentHashMap.newKeySet();
    // Null once closed. Read inside the gate only.
    private @Nullable DB db;

    private LevelDb(Path directory, FreeSpace space, DB db) {
        this.directory = directory;
        this.space = space;
        this.db = db;
    }

    /**
     * Names the directory to which the native library unpacks, once per process: the first call before the first open
     * counts. Otherwise it stays behind in the system's temporary directory when the process is killed.
     */
    static void unpackLibraryInto(Path directory) {
        if (System.getProperty(LIBRARY_PATH) == null) {
            System.setProperty(LIBRARY_PATH, directory.toString());
            // One file named by its hash, used again by the next start; by default each start writes one of its own.
            System.setProperty("hawtjni.strategy", "sha1");
        }
    }

    /** Opens a database. Opening writes: it moves the log of the last run into a table. */
    static LevelDb open(Path directory, Settings settings, FreeSpace space) {
        space.require(0);
        Options options =
                new Options().createIfMissing(settings.createIfMissing).compressionType(CompressionType.NONE);
        if (settings.writeBufferBytes > 0) {
            options.writeBufferSize(Math.toIntExact(settings.writeBufferBytes));
        }
        if (settings.cacheBytes > 0) {
            options.cacheSize(settings.cacheBytes);
        }
        try {
            return new LevelDb(directory, space, JniDBFactory.factory.open(directory.toFile(), options));
        } catch (IOException | RuntimeException e) {
            throw new StoreException("cannot open the database in " + directory + ": " + e.getMessage(), e);
        } catch (LinkageError e) {
            throw new StoreException(
                    "cannot load the native library of LevelDB from " + System.getProperty(LIBRARY_PATH)
                            + ": the directory must be writable and not mounted noexec (" + e.getMessage() + ")",
                    e);
        }
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        inside.lock();
        try {
            return open().get(key);
        } catch (RuntimeException e) {
            throw failed("read", e);
        } finally {
            inside.unlock();
        }
    }

    @Override
    public Cursor scan(byte[] from, byte @Nullable [] to) {
        return scan(from, to, new ReadOptions().fillCache(false));
    }

    private Cursor scan(byte[] from, byte @Nullable [] to, ReadOptions options) {
        inside.lock();
        try {
            return new Scan(open().iterator(options), from, to);
        } catch (RuntimeException e) {
            throw failed("scan", e);
        } finally {
            inside.unlock();
        }
    }

    /** All that is written now, until it is released. The caller owns one count. */
    Snapshot snapshot() {
        inside.lock();
        try {
            return new Snapshot(open().getSnapshot());
        } catch (RuntimeException e) {
            throw failed("take a snapshot of", e);
        } finally {
            inside.unlock();
        }
    }

    /**
     * Writes all that {@code writes} hands to its argument, or nothing.
     *
     * @param bytes keys and values to come, about
     * @param sync return only when the disk has it, and all that was written before
     */
    void write(long bytes, boolean sync, Consumer<Writer> writes) {
        inside.lock();
        try {
            DB open = open();
            space.require(bytes);
            try (WriteBatch batch = open.createWriteBatch()) {
                OneBatch writer = new OneBatch(batch);
                writes.accept(writer);
                writer.done = true;
                open.write(batch, sync ? SYNC : NO_SYNC);
            }
        } catch (IOException | RuntimeException e) {
            throw failed("write", e);
        } finally {
            inside.unlock();
        }
    }

    /** Waits for the calls that run, makes all later ones fail, frees everything. A second call does nothing. */
    @Override
    public void close() {
        gate.writeLock().lock();
        try {
            DB open = db;
            db = null;
            if (open != null) {
                unfreed.forEach(Runnable::run);
                unfreed.clear();
                open.close();
            }
        } catch (IOException | RuntimeException e) {
            throw failed("close", e);
        } finally {
            gate.writeLock().unlock();
        }
    }

    /** Cursors and snapshots not yet given back. */
    int unfreedCount() {
        return unfreed.size();
    }

    /** Bytes of its files; of links, what they point to. */
    long bytes() {
        File @Nullable [] files = directory.toFile().listFiles();
        return files == null ? 0 : Arrays.stream(files).mapToLong(File::length).sum();
    }

    private DB open() {
        if (db == null) {
            throw new StoreException("the database in " + directory + " is closed");
        }
        return db;
    }

    private StoreException failed(String what, Exception e) {
        return e instanceof StoreException known
                ? known
                : new StoreException("cannot " + what + " the database in " + directory + ": " + e.getMessage(), e);
    }

    /** A state of the database, kept while it is counted. */
    final class Snapshot {
        private final org.iq80.leveldb.Snapshot handle;
        private final ReadOptions options;
        private final Runnable free = this::free;
        private final References references = new References();

        private Snapshot(org.iq80.leveldb.Snapshot handle) {
            this.handle = handle;
            this.options = new ReadOptions().snapshot(handle);
            unfreed.add(free);
        }

        /** Takes one more count; false if it is freed already. */
        boolean retain() {
            return references.retain();
        }

        /** Gives one count back; the last one frees. */
        void release() {
            if (references.release()) {
                inside.lock();
                try {
                    if (unfreed.remove(free)) {
                        free();
                    }
                } finally {
                    inside.unlock();
                }
            }
        }

        byte @Nullable [] get(byte[] key) {
            references.hold();
            inside.lock();
            try {
                return open().get(key, options);
            } catch (RuntimeException e) {
                throw failed("read", e);
            } finally {
                inside.unlock();
                release();
            }
        }

        Cursor scan(byte[] from, byte @Nullable [] to) {
            references.hold();
            try {
                return LevelDb.this.scan(
                        from, to, new ReadOptions().snapshot(handle).fillCache(false));
            } finally {
                release();
            }
        }

        private void free() {
            try {
                handle.close();
            } catch (IOException e) {
                throw failed("release a snapshot of", e);
            }
        }
    }

    private static final class OneBatch implements Writer {
        private final WriteBatch batch;
        private boolean done;

        OneBatch(WriteBatch batch) {
            this.batch = batch;
        }

        @Override
        public void put(byte[] key, byte[] value) {
            undone().put(key, value);
        }

        @Override
        public void delete(byte[] key) {
            undone().delete(key);
        }

        private WriteBatch undone() {
            if (done) {
                throw new StoreException("the batch is written already");
            }
            return batch;
        }
    }

    /** Locks the gate before itself, always: close holds the gate when it frees. */
    private final class Scan implements Cursor {
        private final DBIterator iterator;
        private final byte @Nullable [] to;
        private final Runnable free = this::free;
        private Map.@Nullable Entry<byte[], byte[]> current;
        private boolean closed;

        Scan(DBIterator iterator, byte[] from, byte @Nullable [] to) {
            this.iterator = iterator;
            this.to = to == null ? null : to.clone();
            unfreed.add(free);
            iterator.seek(from);
        }

        @Override
        public boolean next() {
            inside.lock();
            try {
                return step();
            } catch (RuntimeException e) {
                throw failed("walk through", e);
            } finally {
                inside.unlock();
            }
        }

        private synchronized boolean step() {
            open();
            if (closed) {
                throw new StoreException("the cursor is closed");
            }
            current = iterator.hasNext() ? iterator.next() : null;
            if (current != null && to != null && Arrays.compareUnsigned(current.getKey(), to) >= 0) {
                current = null;
            }
            return current != null;
        }

        @Override
        public byte[] key() {
            return entry().getKey().clone();
        }

        @Override
        public byte[] value() {
            return entry().getValue().clone();
        }

        private synchronized Map.Entry<byte[], byte[]> entry() {
            if (current == null) {
                throw new NoSuchElementException("next() was not called or found no key");
            }
            return current;
        }

        @Override
        public void close() {
            inside.lock();
            try {
                if (unfreed.remove(free)) {
                    free();
                }
            } finally {
                inside.unlock();
            }
        }

        private synchronized void free() {
            closed = true;
            current = null;
            try {
                iterator.close();
            } catch (IOException e) {
                throw failed("close a cursor of", e);
            }
        }
    }
}
