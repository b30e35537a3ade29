package dev.drover.store;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the filter of the top layer across restarts. A clean stop saves the filter together with the end of the journal. The
 * next start loads it if the journal still ends there; otherwise a background thread rebuilds the filter from the index.
 */
final class FilterKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FilterKeeper.class);
    private static final long INITIAL_KEYS = 1 << 20;

    private final Path file;
    private final LevelDb index;
    private final TopFilter filter;
    private volatile boolean stopping;
    private @Nullable Thread filling;

    private FilterKeeper(Path file, LevelDb index, TopFilter filter) {
        this.file = file;
        this.index = index;
        this.filter = filter;
    }

    /**
     * Opens the filter over the keys of the index.
     *
     * @param position the end of the journal; the index must contain all of it
     */
    static FilterKeeper open(Path file, long bytesMax, LevelDb index, JournalPosition position) {
        @Nullable TopFilter saved = load(file, bytesMax, position);
        if (saved != null) {
            return new FilterKeeper(file, index, saved);
        }
        FilterKeeper keeper = new FilterKeeper(file, index, new TopFilter(INITIAL_KEYS, bytesMax));
        if (position.sequence() == 0) {
            keeper.filter.complete();
        } else {
            keeper.filling =
                    Thread.ofPlatform().daemon().name("drover-store-filter").start(keeper::fill);
        }
        return keeper;
    }

    boolean mayContain(byte[] key) {
        return filter.mayContain(key);
    }

    /** Returns whether the filter can exclude keys yet. */
    boolean isComplete() {
        return filter.isComplete();
    }

    long bytes() {
        return filter.bytes();
    }

    /** Adds a key. Must be called before the write becomes visible. */
    void add(byte[] key) {
        filter.add(key);
    }

    /** Saves the filter if it is complete. Without it, reads are slower after the next start until the filter is rebuilt. */
    void save(JournalPosition position) {
        if (!filter.isComplete()) {
            return;
        }
        CRC32C crc = new CRC32C();
        try (DataOutputStream plain = new DataOutputStream(Files.newOutputStream(file));
                DataOutputStream out =
                        new DataOutputStream(new BufferedOutputStream(new CheckedOutputStream(plain, crc), 1 << 16))) {
            out.write(position.encode());
            filter.write(out);
            out.flush();
            plain.writeLong(crc.getValue());
        } catch (IOException e) {
            LOG.warn("Cannot save the filter in {}: {}. The next start rebuilds it", file, e.toString());
        }
    }

    /** Stops the rebuild, if one is running. */
    @Override
    public void close() {
        stopping = true;
        Thread thread = filling;
        if (thread != null) {
            boolean interrupted = false;
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void fill() {
        try (Cursor keys = index.scan(TopKeys.USER_START, TopKeys.USER_END)) {
            long count = 0;
            while (!stopping && keys.next()) {
                filter.add(TopKeys.stripped(keys.key()));
                count++;
            }
            if (!stopping) {
                filter.complete();
                LOG.info("Rebuilt the filter with {} keys", count);
            }
        } catch (StoreException e) {
            LOG.error(
                    "Cannot read the index ({}). Requests for keys in the damaged part fail. Stop the replica and delete {};"
                            + " the next start rebuilds the index from the journal",
                    e.getMessage(),
                    file.resolveSibling(IndexDirectory.NAME));
        }
    }

    /** Returns the saved filter, or null. Deletes the file, because the next write makes it obsolete. */
    private static @Nullable TopFilter load(Path file, long bytesMax, JournalPosition position) {
        if (!Files.exists(file)) {
            return null;
        }
        CRC32C crc = new CRC32C();
        try (DataInputStream in = new DataInputStream(
                new CheckedInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16), crc))) {
            byte[] saved = in.readNBytes(position.encode().length);
            if (!Arrays.equals(saved, position.encode())) {
                return null;
            }
            @Nullable TopFilter filter = TopFilter.read(in, bytesMax);
            long expected = crc.getValue();
            return filter != null && in.readLong() == expected ? filter : null;
        } catch (IOException | RuntimeException e) {
            LOG.warn("Cannot read the saved filter in {}: {}. The filter is rebuilt", file, e.toString());
            return null;
        } finally {
            delete(file);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new StoreException("cannot delete " + file + ": check that the datadir is writable (" + e + ")", e);
        }
    }
}
