package dev.drover.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options {@code --datadir} and {@code --store.*}. */
public final class StoreOptions {
    @Option(
            names = "--datadir",
            paramLabel = "DIR",
            defaultValue = "data",
            description = "Data directory of this replica. Replicas cannot share a directory.")
    Path datadir;

    @Option(
            names = "--store.bottom",
            paramLabel = "DIR",
            description = "Copy of the chaindata directory (LevelDB) of a stopped geth to start from. It is only read,"
                    + " never written. A datadir can only be used with the bottom it was created with.")
    @Nullable Path bottom;

    @Option(
            names = "--store.ancient",
            paramLabel = "DIR",
            description = "Freezer directory of the bottom, if geth kept it elsewhere with --datadir.ancient. Default:"
                    + " the directory ancient inside the bottom. It is only read, never written.")
    @Nullable Path ancient;

    @Option(
            names = "--store.floor",
            paramLabel = "SIZE",
            defaultValue = "1GiB",
            converter = Units.BytesConverter.class,
            description = "Free disk space below which the replica stops writing.")
    long floor;

    @Option(
            names = "--store.write-buffer",
            paramLabel = "SIZE",
            defaultValue = "32MiB",
            converter = Units.BytesConverter.class,
            description = "Memory in which the index collects writes before it writes a table.")
    long writeBuffer;

    @Option(
            names = "--store.cache",
            paramLabel = "SIZE",
            defaultValue = "128MiB",
            converter = Units.BytesConverter.class,
            description = "Memory for recently read blocks of the index, and the same amount for those of the bottom.")
    long cache;

    @Option(
            names = "--store.filter",
            paramLabel = "SIZE",
            defaultValue = "256MiB",
            converter = Units.BytesConverter.class,
            description = "Maximum memory for the filter of written keys, 12 bits per key. When it is full, keys that"
                    + " were never written are searched for unnecessarily.")
    long filter;

    /** Returns the parsed settings. Throws IllegalArgumentException if they are invalid. */
    public StoreConfig config() {
        return new StoreConfig(datadir, bottom, ancient, floor, writeBuffer, cache, filter);
    }
}
