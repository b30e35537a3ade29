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
 * The filter of the writable layer over restarts: saved at a clean stop with the position of the journal it knows, taken up
 * again if the journal still ends there, else filled from the index by a thread of its own.
 */
final class FilterKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FilterKeeper.class);
    private static final long KEYS_AT_FIRST = 1 << 20;

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
     * The filter of what the index holds.
     *
     * @param position the end of the journal; the index must hold all of it
     */
    static FilterKeeper open(Path file, long bytesMax, LevelDb index, Journal.Position position) {
        @Nullable TopFilter saved = load(file, bytesMax, position);
        if (saved != null) {
            return new FilterKeeper(file, index, saved);
        }
        FilterKeeper keeper = new FilterKeeper(file, index, new TopFilter(KEYS_AT_FIRST, bytesMax));
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

    /** True if a "no" can be had already. */
    boolean isComplete() {
        return filter.isComplete();
    }

    long bytes() {
        return filter.bytes();
    }

    /** To be called before the write can be seen. */
    void add(byte[] key) {
        filter.add(key);
    }

    /** Writes the filter beside the index, if it is complete; without it the next start is slower for a while. */
    void save(Journal.Position position) {
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
            LOG.warn("cannot save the filter in {}: {}; the next start makes it anew", file, e.toString());
        }
    }

    /** Stops the filling, if it is going on. */
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
                LOG.info("the filter of {} keys is made anew", count);
            }
        } catch (StoreException e) {
            LOG.error(
                    "The index cannot be read ({}): what is in the damaged part cannot be answered. Stop the replica and delete"
                            + " {}; the next start builds it again from the journal",
                    e.getMessage(),
                    file.resolveSibling(IndexDirectory.NAME));
        }
    }

    /** The saved filter, or null. The file is taken away: it holds until the next write only. */
    private static @Nullable TopFilter load(Path file, long bytesMax, Journal.Position position) {
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
            LOG.warn("cannot read the saved filter in {}: {}; it is made anew", file, e.toString());
            return null;
        } finally {
            delete(file);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new StoreException("cannot delete " + file + ": is the datadir writable? " + e, e);
        }
    }
}
