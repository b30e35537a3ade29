package dev.drover.store;

import java.nio.file.Path;
import java.util.function.LongSupplier;

/**
 * The free space on the disk of a directory, and the floor below which nothing is written there. The floor covers what
 * LevelDB's background work may use between two checks: LevelDB writes through mapped memory, so a disk that is completely
 * full kills the process. Thread-safe.
 */
final class FreeSpace {
    private static final long MIB = 1 << 20;

    private final Path directory;
    private final long floorBytes;
    private final LongSupplier freeBytes;

    /** @param freeBytes called on every check, so it should be cheap */
    FreeSpace(Path directory, long floorBytes, LongSupplier freeBytes) {
        this.directory = directory;
        this.floorBytes = floorBytes;
        this.freeBytes = freeBytes;
    }

    static FreeSpace of(Path directory, long floorBytes) {
        return new FreeSpace(directory, floorBytes, directory.toFile()::getUsableSpace);
    }

    /** Returns the free space in bytes, including the floor. */
    long bytes() {
        return freeBytes.getAsLong();
    }

    /** Throws StoreException if writing {@code bytes} more would leave less than the floor. */
    void require(long bytes) {
        long free = bytes();
        if (free - bytes < floorBytes) {
            throw new StoreException(
                    StoreException.Remedy.RETRY,
                    "the disk of " + directory + " has only " + free / MIB + " MiB left, and writing "
                            + bytes / MIB + " MiB must leave " + floorBytes / MIB
                            + " MiB free (--store.floor): free some space, then writing resumes");
        }
    }
}
