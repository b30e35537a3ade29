package dev.drover.store;

import dev.drover.config.StoreConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The store of one datadir: a writable top layer over read-only layers, if any: a copy of a geth database and its freezer. The
 * package documentation describes the design and what survives a crash.
 */
public final class LayeredStore implements Store {
    private static final Top.Settings SIZES = new Top.Settings(1 << 15, 64 << 20, 1 << 30);
    private static final String BOTTOM = "bottom";
    private static final String NO_BOTTOM = "none";
    private static final Set<String> RESERVED = Set.of(TopKeys.FORMAT, TopKeys.POSITION, BOTTOM);

    private final DatadirLock lock;
    private final Top top;
    private final List<Layer> lower;
    private final StoreStats stats;

    private LayeredStore(DatadirLock lock, Top top, List<Layer> lower, StoreStats stats) {
        this.lock = lock;
        this.top = top;
        this.lower = lower;
        this.stats = stats;
    }

    /**
     * Opens the store of a datadir in the state after the last applied batch. Creates the datadir if it does not exist.
     * Throws StoreException, with the remedy, if another process uses it, a newer version wrote it, it was created over a
     * different bottom, it is not writable, or its files were damaged or changed.
     */
    public static LayeredStore open(StoreConfig config) {
        return open(config, SIZES, config.datadir().toFile()::getUsableSpace);
    }

    static LayeredStore open(StoreConfig config, Top.Settings sizes, LongSupplier freeBytes) {
        @Nullable ChaindataSource bottom = config.bottom() == null ? null : ChaindataSource.of(config.bottom());
        Path datadir = config.datadir().toAbsolutePath();
        List<AutoCloseable> opened = new ArrayList<>();
        try {
            DatadirLock lock = DatadirLock.take(datadir);
            opened.add(lock);
            LevelDb.unpackLibraryInto(datadir.resolve("native"));
            SnappyBlock.unpackLibraryInto(datadir.resolve("native"));
            FreeSpace space = new FreeSpace(datadir, config.floorBytes(), freeBytes);
            StoreStats stats = new StoreStats(freeBytes);
            Top top = Top.open(datadir, config, sizes, space, stats);
            opened.add(top);
            stats.measure(top::bytes, top::filterBytes);
            checkBottom(top, datadir, bottom == null ? NO_BOTTOM : bottom.identity());
            List<Layer> lower =
                    bottom == null ? List.of() : Bottom.open(bottom, config, datadir.resolve("bottom"), space);
            return new LayeredStore(lock, top, lower, stats);
        } catch (RuntimeException e) {
            try {
                closeAll(opened.reversed());
            } catch (RuntimeException second) {
                e.addSuppressed(second);
            }
            throw e;
        }
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        return value(key, top.find(key));
    }

    @Override
    public boolean has(byte[] key) {
        return has(key, top.find(key));
    }

    @Override
    public Cursor scan(byte[] from, byte @Nullable [] to) {
        ReadView view = view();
        try {
            return view.scan(from, to);
        } finally {
            view.release();
        }
    }

    @Override
    public ReadView view() {
        return new View(top.hold());
    }

    @Override
    public byte @Nullable [] own(String name) {
        return top.own(name);
    }

    @Override
    public void apply(Batch batch, boolean sync) {
        for (String name : batch.own().keySet()) {
            if (RESERVED.contains(name)) {
                throw new IllegalArgumentException("the record name '" + name + "' is reserved for the store");
            }
        }
        top.apply(batch, sync);
    }

    /** Returns the counters of this store. */
    public StoreStats stats() {
        return stats;
    }

    @Override
    public void close() {
        List<AutoCloseable> all = new ArrayList<>();
        all.add(top);
        all.addAll(lower);
        all.add(lock);
        closeAll(all);
    }

    private byte @Nullable [] value(byte[] key, byte @Nullable [] slot) {
        if (slot != null) {
            boolean deleted = Slot.isDeleted(slot);
            (deleted ? stats.topDeleted : stats.topHits).increment();
            return deleted ? null : top.value(slot);
        }
        for (Layer layer : lower) {
            byte[] value = layer.get(key);
            if (value != null) {
                stats.lowerHits.increment();
                return value;
            }
        }
        stats.misses.increment();
        return null;
    }

    private boolean has(byte[] key, byte @Nullable [] slot) {
        if (slot == null) {
            return value(key, null) != null;
        }
        boolean deleted = Slot.isDeleted(slot);
        (deleted ? stats.topDeleted : stats.topHits).increment();
        return !deleted;
    }

    /** Binds a new datadir to its bottom, or checks that an existing one is used with the same bottom. */
    private static void checkBottom(Top top, Path datadir, String bottom) {
        byte[] bound = top.own(BOTTOM);
        if (bound == null) {
            Batch first = new Batch();
            first.putOwn(TopKeys.FORMAT, Schema.encodeNumber(TopKeys.FORMAT_VERSION));
            first.putOwn(BOTTOM, bottom.getBytes(StandardCharsets.US_ASCII));
            top.apply(first, true);
            return;
        }
        String before = new String(bound, StandardCharsets.US_ASCII);
        if (!before.equals(bottom)) {
            String how = before.equals(NO_BOTTOM)
                    ? "without a bottom: omit --store.bottom"
                    : bottom.equals(NO_BOTTOM)
                            ? "over a bottom: set --store.bottom to it"
                            : "over a different bottom, or geth has changed that bottom since: set --store.bottom to the"
                                    + " unchanged copy";
            throw new StoreException(
                    "the datadir " + datadir + " was created " + how + ", or start over with a different --datadir");
        }
    }

    private static void closeAll(List<? extends AutoCloseable> all) {
        RuntimeException failure = null;
        for (AutoCloseable one : all) {
            try {
                one.close();
            } catch (Exception e) {
                failure = e instanceof RuntimeException known ? known : new StoreException("cannot close: " + e, e);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private final class View implements ReadView {
        private final Top.State state;
        private final References references = new References();

        /** @param state retained by the caller; the view releases it */
        View(Top.State state) {
            this.state = state;
        }

        @Override
        public byte @Nullable [] get(byte[] key) {
            return value(key, find(key));
        }

        @Override
        public boolean has(byte[] key) {
            return LayeredStore.this.has(key, find(key));
        }

        @Override
        public Cursor scan(byte[] from, byte @Nullable [] to) {
            references.hold();
            List<Cursor> opened = new ArrayList<>();
            try {
                opened.addAll(top.scan(from, to, state));
                int ofTop = opened.size();
                lower.forEach(layer -> opened.add(layer.scan(from, to)));
                return new MergeCursor(top, opened, ofTop);
            } catch (RuntimeException e) {
                opened.forEach(Cursor::close);
                throw e;
            } finally {
                release();
            }
        }

        @Override
        public boolean retain() {
            return references.retain();
        }

        @Override
        public void release() {
            if (references.release()) {
                state.index().release();
            }
        }

        private byte @Nullable [] find(byte[] key) {
            references.hold();
            try {
                return top.find(key, state);
            } finally {
                release();
            }
        }
    }
}
