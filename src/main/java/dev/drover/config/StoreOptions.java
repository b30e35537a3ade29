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
            description = "Directory for everything this replica keeps; one replica per directory.")
    Path datadir;

    @Option(
            names = "--store.bottom",
            paramLabel = "DIR",
            description =
                    "Copy of a stopped geth's chaindata directory (LevelDB) to begin with. It is read, never written. A"
                            + " datadir stays with the bottom it was made with.")
    @Nullable Path bottom;

    @Option(
            names = "--store.ancient",
            paramLabel = "DIR",
            description =
                    "Directory of the bottom's freezer, where geth's --datadir.ancient moved it. By default ancient inside"
                            + " the bottom. It is read, never written.")
    @Nullable Path ancient;

    @Option(
            names = "--store.floor",
            paramLabel = "SIZE",
            defaultValue = "1GiB",
            converter = Units.BytesConverter.class,
            description = "Free disk space below which nothing more is written.")
    long floor;

    @Option(
            names = "--store.write-buffer",
            paramLabel = "SIZE",
            defaultValue = "32MiB",
            converter = Units.BytesConverter.class,
            description = "Memory in which the index gathers writes.")
    long writeBuffer;

    @Option(
            names = "--store.cache",
            paramLabel = "SIZE",
            defaultValue = "128MiB",
            converter = Units.BytesConverter.class,
            description = "Memory for blocks of the index and of the bottom read lately, for each of the two.")
    long cache;

    @Option(
            names = "--store.filter",
            paramLabel = "SIZE",
            defaultValue = "256MiB",
            converter = Units.BytesConverter.class,
            description =
                    "Most memory for the filter of written keys, 12 bits a key; beyond it more searches are made in vain.")
    long filter;

    /** The settings as given. Throws IllegalArgumentException if they make no sense. */
    public StoreConfig config() {
        return new StoreConfig(datadir, bottom, ancient, floor, writeBuffer, cache, filter);
    }
}
