package dev.drover.store;

import java.nio.file.Path;
import java.util.function.LongSupplier;

/**
 * The space left on the disk of a directory, and the floor below which nothing is written there. The floor is what the
 * engine's background work may take between two checks: the engine writes through mapped memory, so that a disk that is
 * really full kills the process. Any thread.
 */
final class FreeSpace {
    private static final long MIB = 1 << 20;

    private final Path directory;
    private final long floorBytes;
    private final LongSupplier freeBytes;

    /** @param freeBytes asked at each check, so it should be cheap */
    FreeSpace(Path directory, long floorBytes, LongSupplier freeBytes) {
        this.directory = directory;
        this.floorBytes = floorBytes;
        this.freeBytes = freeBytes;
    }

    static FreeSpace of(Path directory, long floorBytes) {
        return new FreeSpace(directory, floorBytes, directory.toFile()::getUsableSpace);
    }

    /** Bytes that can still be written, the floor included. */
    long bytes() {
        return freeBytes.getAsLong();
    }

    /** Throws StoreException unless {@code bytes} more can be written without going below the floor. */
    void require(long bytes) {
        long free = bytes();
        if (free - bytes < floorBytes) {
            throw new StoreException(
                    StoreException.Remedy.RETRY,
                    "the disk of " + directory + " has only " + free / MIB + " MiB left, and writing "
                            + bytes / MIB + " MiB must leave " + floorBytes / MIB
                            + " MiB (--store.floor): free some space, then writing resumes");
        }
    }
}
