package dev.drover.testing;

import dev.drover.config.StoreConfig;
import dev.drover.store.LayeredStore;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Real stores with small buffers, so that tests need little disk. */
public final class Stores {
    private static final long MIB = 1 << 20;

    private Stores() {}

    /** Opens the store of a datadir over a bottom, or over none. */
    public static LayeredStore open(Path datadir, @Nullable Path bottom) {
        return LayeredStore.open(config(datadir, bottom));
    }

    /** The settings that {@link #open} uses. */
    public static StoreConfig config(Path datadir, @Nullable Path bottom) {
        return new StoreConfig(datadir, bottom, null, 64 * MIB, 4 * MIB, 8 * MIB, 16 * MIB);
    }
}
