package dev.drover.store;

import dev.drover.config.StoreConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The writable top layer: the journal, the index over it (LevelDB), the pending writes that are not in the index yet, and the
 * filter. Any thread may read; one thread at a time may write.
 */
final class Top implements AutoCloseable {
    /**
     * Size limits.
     *
     * @param pendingKeys number of pending writes at which they are moved to the index
     * @param pendingBytes the same limit in bytes of the journal, which bounds what a start after a crash reads again
     * @param segmentBytes length at which the journal starts a new file
     */
    record Settings(int pendingKeys, long pendingBytes, long segmentBytes) {}

    /** The data that readers see at one moment: the pending writes over a snapshot of the index that does not contain them. */
    record State(Pending pending, LevelDbSnapshot index) {}

    private static final Logger LOG = LoggerFactory.getLogger(Top.class);
    private static final byte[] POSITION_KEY = TopKeys.own(TopKeys.POSITION);

    private final Settings settings;
    private final LevelDb index;
    private final Journal journal;
    private final FilterKeeper filter;
    private final FreeSpace space;
    private final StoreStats stats;
    private volatile State state;
    private volatile boolean closed;

    private Top(
            Settings settings, LevelDb index, Journal journal, FilterKeeper filter, FreeSpace space, StoreStats stats) {
        this.settings = settings;
        this.index = index;
        this.journal = journal;
        this.filter = filter;
        this.space = space;
        this.stats = stats;
        this.state = new State(Pending.NONE, index.snapshot());
    }

    /**
     * Opens the layer in a directory, which is created if it does not exist, in the state after the last applied batch. If the
     * index cannot be opened, for example after a power failure, it is rebuilt from the journal, which contains all its data.
     */
    static Top open(Path directory, StoreConfig config, Settings settings, FreeSpace space, StoreStats stats) {
        LevelDb.Settings engine = new LevelDb.Settings(true, config.writeBufferBytes(), config.cacheBytes());
        try (IndexDirectory files = new IndexDirectory(directory)) {
            LevelDb index = files.open(engine, space);
            Top top = open(directory, config, settings, index, space, stats);
            files.keep();
            return top;
        }
    }

    private static Top open(
            Path directory, StoreConfig config, Settings settings, LevelDb index, FreeSpace space, StoreStats stats) {
        try {
            byte[] known = index.get(POSITION_KEY);
            JournalPosition from = known == null ? JournalPosition.START : JournalPosition.decode(known);
            CatchUp catchUp = new CatchUp(index, settings);
            Journal journal =
                    JournalRecovery.open(directory.resolve("journal"), from, settings.segmentBytes, catchUp::take);
            try {
                catchUp.flush();
                FilterKeeper filter =
                        FilterKeeper.open(directory.resolve("top.filter"), config.filterBytes(), index, journal.end());
                return new Top(settings, index, journal, filter, space, stats);
            } catch (RuntimeException e) {
                journal.close();
                throw e;
            }
        } catch (RuntimeException e) {
            index.close();
            throw e;
        }
    }

    /** Returns the current slot of a key, or null if there is none. */
    byte @Nullable [] find(byte[] key) {
        // Read the state before the filter: keys are added to the filter before they become visible.
        State now = open();
        if (!filter.mayContain(key)) {
            stats.filtered.increment();
            return null;
        }
        return findNow(TopKeys.user(key), now);
    }

    /** Returns the slot of a key in an earlier state, which the caller holds, or null if there is none. */
    byte @Nullable [] find(byte[] key, State then) {
        open();
        if (!filter.mayContain(key)) {
            stats.filtered.increment();
            return null;
        }
        byte[] topKey = TopKeys.user(key);
        byte[] slot = then.pending.find(topKey);
        return slot != null ? slot : then.index.get(topKey);
    }

    /** Returns the replica's own record of that name, or null if there is none. */
    byte @Nullable [] own(String name) {
        byte[] slot = findNow(TopKeys.own(name), open());
        return slot == null ? null : value(slot);
    }

    /** Returns the value of a slot that is not deleted. */
    byte[] value(byte[] slot) {
        open();
        return Slot.isInline(slot) ? Slot.inlineValue(slot) : journal.read(Slot.decodePointer(slot));
    }

    /** Opens cursors over the slots of keys in a state that the caller holds, newest first. They yield {@link TopKeys}. */
    List<Cursor> scan(byte[] from, byte @Nullable [] to, State then) {
        open();
        byte[] start = TopKeys.user(from);
        byte[] end = to == null ? TopKeys.USER_END : TopKeys.user(to);
        List<Cursor> cursors = new ArrayList<>();
        then.pending.runs().forEach(run -> cursors.add(run.scan(start, end)));
        cursors.add(then.index.scan(start, end));
        return cursors;
    }

    /** Returns the current state. The caller must release its index snapshot. */
    State hold() {
        while (true) {
            State now = open();
            if (now.index.retain()) {
                return now;
            }
        }
    }

    /** Applies a batch, as specified by {@link Store#apply}. */
    synchronized void apply(Batch batch, boolean sync) {
        State before = open();
        if (before.pending.journalBytes() >= settings.pendingBytes || before.pending.size() >= settings.pendingKeys) {
            flush();
        }
        space.require(batch.byteCount());
        List<Write> writes = changing(Write.sorted(batch));
        if (!writes.isEmpty()) {
            long start = journal.bytesAppended();
            byte[][] slots = journal.append(writes);
            if (sync) {
                journal.force();
            }
            for (Write write : writes) {
                if (write.isChainData()) {
                    filter.add(TopKeys.stripped(write.key()));
                }
            }
            long bytes = journal.bytesAppended() - start;
            state = new State(state.pending.plus(Run.of(writes, slots), bytes), state.index);
            stats.applied(writes.size(), bytes);
        } else if (sync) {
            journal.force();
        }
    }

    /** Returns the size on disk in bytes. */
    long bytes() {
        return index.bytes() + journal.bytes();
    }

    long filterBytes() {
        return filter.bytes();
    }

    /** Returns the current state. Throws StoreException if the layer is closed. */
    State open() {
        if (closed) {
            throw new StoreException("the store is closed");
        }
        return state;
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        filter.close();
        try {
            flush();
            filter.save(journal.end());
        } catch (StoreException e) {
            LOG.warn(
                    "Closing without updating the index ({}). The next start updates it from the journal",
                    e.getMessage());
        }
        index.close();
        journal.close();
    }

    private byte @Nullable [] findNow(byte[] topKey, State now) {
        byte[] slot = now.pending.find(topKey);
        // The index may have received newer batches meanwhile, which is fine for a current read.
        return slot != null ? slot : index.get(topKey);
    }

    /** Returns the writes that change something. Several masters write the same content. */
    private List<Write> changing(List<Write> writes) {
        if (!filter.isComplete()) {
            return writes;
        }
        List<Write> changing = new ArrayList<>(writes.size());
        for (Write write : writes) {
            if (!write.isChainData() || !filter.mayContain(TopKeys.stripped(write.key())) || !isStored(write)) {
                changing.add(write);
            }
        }
        stats.repeated.add(writes.size() - changing.size());
        return changing;
    }

    private boolean isStored(Write write) {
        byte[] slot = findNow(write.key(), state);
        byte[] value = write.value();
        if (slot == null || Slot.isDeleted(slot) || value == null) {
            return slot != null && Slot.isDeleted(slot) && value == null;
        }
        return Slot.mayHold(slot, value) && Arrays.equals(value(slot), value);
    }

    /** Moves the pending writes to the index. */
    private void flush() {
        Pending pending = state.pending;
        if (pending.runs().isEmpty()) {
            return;
        }
        // Force the journal first: the index must never refer to data that a power failure can lose.
        journal.force();
        write(index, pending, journal.end());
        LevelDbSnapshot old = state.index;
        state = new State(Pending.NONE, index.snapshot());
        old.release();
    }

    private static void write(LevelDb index, Pending pending, JournalPosition end) {
        Run run = pending.merged();
        index.write(100L * run.size(), true, writer -> {
            for (int i = 0; i < run.size(); i++) {
                writer.put(run.key(i), run.slot(i));
            }
            writer.put(POSITION_KEY, end.encode());
        });
    }

    /** Adds the batches to the index that were missing from it when the previous run ended. */
    private static final class CatchUp {
        private final LevelDb index;
        private final Settings settings;
        private Pending pending = Pending.NONE;
        private JournalPosition end = JournalPosition.START;

        CatchUp(LevelDb index, Settings settings) {
            this.index = index;
            this.settings = settings;
        }

        void take(Run batch, long bytes, JournalPosition position) {
            pending = pending.plus(batch, bytes);
            end = position;
            if (pending.size() >= settings.pendingKeys) {
                flush();
            }
        }

        void flush() {
            if (!pending.runs().isEmpty()) {
                write(index, pending, end);
                LOG.info("Added {} writes of the previous run to the index", pending.size());
                pending = Pending.NONE;
            }
        }
    }
}
