package dev.drover.store;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import org.fusesource.leveldbjni.JniDBFactory;
import org.iq80.leveldb.CompressionType;
import org.iq80.leveldb.DB;
import org.iq80.leveldb.Options;
import org.iq80.leveldb.ReadOptions;
import org.iq80.leveldb.WriteBatch;
import org.iq80.leveldb.WriteOptions;
import org.jspecify.annotations.Nullable;

/**
 * One open LevelDB database. Only this class, {@link LevelDbCursor} and {@link LevelDbSnapshot} call the native binding, which
 * kills the process when it is misused. Every native call therefore runs inside a {@link NativeCallGuard}, which {@link #close}
 * closes before it frees anything. Open cursors and snapshots are registered and freed before the database. Nothing is written
 * below the floor of {@link FreeSpace}. Misuse causes a {@link StoreException} instead of a crash. Thread-safe.
 */
final class LevelDb implements KeyValues, AutoCloseable {
    /** Options for opening a database. A size of zero selects LevelDB's default. */
    record Settings(boolean createIfMissing, long writeBufferBytes, long cacheBytes) {}

    /** Receives the writes of one batch. Valid only while {@link LevelDb#write} runs. */
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
    private final NativeCallGuard guard;
    // Used only inside the guard.
    private final DB db;

    private LevelDb(Path directory, FreeSpace space, DB db) {
        this.directory = directory;
        this.space = space;
        this.db = db;
        this.guard = new NativeCallGuard(directory);
    }

    /**
     * Sets the directory into which the native library is unpacked. Only the first call in a process, before the first open,
     * has an effect. By default a killed process would leave the library in the system's temporary directory.
     */
    static void unpackLibraryInto(Path directory) {
        if (System.getProperty(LIBRARY_PATH) == null) {
            System.setProperty(LIBRARY_PATH, directory.toString());
            // One file named by its hash, which the next start reuses; by default each start writes a new file.
            System.setProperty("hawtjni.strategy", "sha1");
        }
    }

    /** Opens a database. This writes to it: LevelDB moves the log of the previous run into a table. */
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
        guard.enter();
        try {
            return db.get(key);
        } catch (RuntimeException e) {
            throw guard.failed("read", e);
        } finally {
            guard.leave();
        }
    }

    @Override
    public Cursor scan(byte[] from, byte @Nullable [] to) {
        guard.enter();
        try {
            return new LevelDbCursor(
                    guard, db.iterator(new ReadOptions().fillCache(false).verifyChecksums(true)), from, to);
        } catch (RuntimeException e) {
            throw guard.failed("iterate over", e);
        } finally {
            guard.leave();
        }
    }

    /** Returns a snapshot of the current contents. The caller holds one reference and must release it. */
    LevelDbSnapshot snapshot() {
        guard.enter();
        try {
            return new LevelDbSnapshot(guard, db);
        } catch (RuntimeException e) {
            throw guard.failed("take a snapshot of", e);
        } finally {
            guard.leave();
        }
    }

    /**
     * Writes everything that {@code writes} passes to its argument, or nothing.
     *
     * @param bytes approximate length of the keys and values
     * @param sync whether to return only after these and all earlier writes have reached the disk
     */
    void write(long bytes, boolean sync, Consumer<Writer> writes) {
        guard.enter();
        try {
            space.require(bytes);
            try (WriteBatch batch = db.createWriteBatch()) {
                BatchWriter writer = new BatchWriter(batch);
                writes.accept(writer);
                writer.done = true;
                db.write(batch, sync ? SYNC : NO_SYNC);
            }
        } catch (IOException | RuntimeException e) {
            // After a failed write LevelDB rejects all further writes until it is reopened.
            throw guard.failed(StoreException.Remedy.RESTART, "write", e);
        } finally {
            guard.leave();
        }
    }

    /** Waits for running calls, makes all later calls fail and frees everything. A second call does nothing. */
    @Override
    public void close() {
        guard.close(() -> {
            try {
                db.close();
            } catch (IOException | RuntimeException e) {
                throw guard.failed("close", e);
            }
        });
    }

    /** Returns the total length of the files in bytes; links count as their targets. */
    long bytes() {
        File @Nullable [] files = directory.toFile().listFiles();
        return files == null ? 0 : Arrays.stream(files).mapToLong(File::length).sum();
    }

    private static final class BatchWriter implements Writer {
        private final WriteBatch batch;
        private boolean done;

        BatchWriter(WriteBatch batch) {
            this.batch = batch;
        }

        @Override
        public void put(byte[] key, byte[] value) {
            pending().put(key, value);
        }

        @Override
        public void delete(byte[] key) {
            pending().delete(key);
        }

        private WriteBatch pending() {
            if (done) {
                throw new StoreException("the batch was already written");
            }
            return batch;
        }
    }
}
