package dev.drover.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the store: its directories and its limits on memory and disk space.
 *
 * @param datadir the data directory, owned by one replica; created if it does not exist
 * @param bottom a copy of the {@code chaindata} of a stopped geth to start from, or null; never written
 * @param ancient its freezer directory; if null, {@code ancient} inside the bottom if that exists
 * @param floorBytes free disk space below which the store refuses to write
 * @param writeBufferBytes memory in which the index collects writes before it writes them to a table
 * @param cacheBytes memory for recently read blocks of the index
 * @param filterBytes maximum memory for the filter that avoids lookups of keys that were never written
 */
public record StoreConfig(
        Path datadir,
        @Nullable Path bottom,
        @Nullable Path ancient,
        long floorBytes,
        long writeBufferBytes,
        long cacheBytes,
        long filterBytes) {
    /** Up to this many full write buffers may await compaction on disk, each of them temporarily in two copies. */
    private static final int FLOOR_IN_WRITE_BUFFERS = 16;

    /** Checks the settings. */
    public StoreConfig {
        if (ancient != null && bottom == null) {
            throw new IllegalArgumentException(
                    "--store.ancient is the freezer of a bottom: name that too, with --store.bottom");
        }
        Check.atLeast("--store.write-buffer", writeBufferBytes, 1 << 20);
        Check.atLeast("--store.cache", cacheBytes, 1 << 20);
        Check.atLeast("--store.filter", filterBytes, 1 << 20);
        if (floorBytes < FLOOR_IN_WRITE_BUFFERS * writeBufferBytes) {
            throw new IllegalArgumentException("--store.floor must be at least " + FLOOR_IN_WRITE_BUFFERS
                    + " times --store.write-buffer, " + FLOOR_IN_WRITE_BUFFERS * writeBufferBytes + " bytes: compaction"
                    + " may need that much space in the background, and a full disk would kill the process");
        }
    }

    /** Returns a copy of these settings for another data directory, without a bottom. */
    public StoreConfig in(Path otherDatadir) {
        return new StoreConfig(otherDatadir, null, null, floorBytes, writeBufferBytes, cacheBytes, filterBytes);
    }
}
