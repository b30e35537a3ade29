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
 * One open LevelDB database. It alone, with its {@link LevelDbCursor} and {@link LevelDbSnapshot}, calls the native binding,
 * which kills the process when it is misused. So every native call runs inside a {@link NativeCallGuard} that {@link #close} shuts before
 * it frees anything; cursors and snapshots are remembered, and freed before the database is; nothing is written below the
 * floor of {@link FreeSpace}. What would have been a crash is a {@link StoreException}. Any thread.
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
    private final NativeCallGuard gate;
    // Used inside the gate only.
    private final DB db;

    private LevelDb(Path directory, FreeSpace space, DB db) {
        this.directory = directory;
        this.space = space;
        this.db = db;
        this.gate = new NativeCallGuard(directory);
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
        gate.enter();
        try {
            return db.get(key);
        } catch (RuntimeException e) {
            throw gate.failed("read", e);
        } finally {
            gate.leave();
        }
    }

    @Override
    public Cursor scan(byte[] from, byte @Nullable [] to) {
        gate.enter();
        try {
            return new LevelDbCursor(
                    gate, db.iterator(new ReadOptions().fillCache(false).verifyChecksums(true)), from, to);
        } catch (RuntimeException e) {
            throw gate.failed("walk through", e);
        } finally {
            gate.leave();
        }
    }

    /** All that is written now, until it is released. The caller owns one count. */
    LevelDbSnapshot snapshot() {
        gate.enter();
        try {
            return new LevelDbSnapshot(gate, db);
        } catch (RuntimeException e) {
            throw gate.failed("take a snapshot of", e);
        } finally {
            gate.leave();
        }
    }

    /**
     * Writes all that {@code writes} hands to its argument, or nothing.
     *
     * @param bytes keys and values to come, about
     * @param sync return only when the disk has it, and all that was written before
     */
    void write(long bytes, boolean sync, Consumer<Writer> writes) {
        gate.enter();
        try {
            space.require(bytes);
            try (WriteBatch batch = db.createWriteBatch()) {
                OneBatch writer = new OneBatch(batch);
                writes.accept(writer);
                writer.done = true;
                db.write(batch, sync ? SYNC : NO_SYNC);
            }
        } catch (IOException | RuntimeException e) {
            // After a write that failed the engine refuses all others until it is opened again.
            throw gate.failed(StoreException.Remedy.RESTART, "write", e);
        } finally {
            gate.leave();
        }
    }

    /** Waits for the calls that run, makes all later ones fail, frees everything. A second call does nothing. */
    @Override
    public void close() {
        gate.close(() -> {
            try {
                db.close();
            } catch (IOException | RuntimeException e) {
                throw gate.failed("close", e);
            }
        });
    }

    /** Bytes of its files; of links, what they point to. */
    long bytes() {
        File @Nullable [] files = directory.toFile().listFiles();
        return files == null ? 0 : Arrays.stream(files).mapToLong(File::length).sum();
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
}
