package dev.drover.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the replica keeps its data and what the store may use.
 *
 * @param datadir the directory that one replica owns; made if it is not there
 * @param bottom a copy of a stopped geth's {@code chaindata} to begin with, or null; never written
 * @param ancient the directory of its freezer; null: {@code ancient} inside the bottom, if it is there
 * @param floorBytes free space below which the store refuses to write
 * @param writeBufferBytes memory in which the index gathers writes before it sorts them into a table
 * @param cacheBytes memory for blocks of the index read lately
 * @param filterBytes most memory for the filter that spares the search for keys that were never written
 */
public record StoreConfig(
        Path datadir,
        @Nullable Path bottom,
        @Nullable Path ancient,
        long floorBytes,
        long writeBufferBytes,
        long cacheBytes,
        long filterBytes) {
    /** The engine may have this many full buffers on disk that wait to be merged, each of them twice for a moment. */
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
                    + " times --store.write-buffer, " + FLOOR_IN_WRITE_BUFFERS * writeBufferBytes + " bytes: the engine"
                    + " merges that much in the background, and a full disk would kill the process");
        }
    }

    /** The same settings for a store of another directory, without a bottom. */
    public StoreConfig in(Path otherDatadir) {
        return new StoreConfig(otherDatadir, null, null, floorBytes, writeBufferBytes, cacheBytes, filterBytes);
    }
}
