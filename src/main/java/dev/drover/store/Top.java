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
 * The writable layer: the journal, the index over it (LevelDB), the writes between the two, and the filter in front. Reads
 * from any thread, writes from one at a time.
 */
final class Top implements AutoCloseable {
    /** The store's record of the form in which it is written, a number of 8 bytes. */
    static final String FORMAT = "format";
    /** The store's record of the end of what the index has of the journal. */
    static final String POSITION = "journal";

    static final long FORMAT_VERSION = 1;

    /**
     * Sizes.
     *
     * @param pendingKeys so many writes wait in memory before they go to the index together
     * @param pendingBytes or so many bytes of the journal: what a start after a kill reads again
     * @param segmentBytes length from which on the journal begins a new file
     */
    record Settings(int pendingKeys, long pendingBytes, long segmentBytes) {}

    /** What readers of a moment see: the writes in memory over a state of the index that lacks them. */
    record State(Pending pending, LevelDbSnapshot index) {}

    private static final Logger LOG = LoggerFactory.getLogger(Top.class);
    private static final byte[] POSITION_KEY = TopKeys.own(POSITION);

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
     * Opens the layer in a directory, made if it is not there, as the last batch that was applied left it. An index that cannot
     * be opened, as after a loss of power, is built again from the journal, which holds all that the index does.
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
            Journal.Position from = known == null ? Journal.Position.START : Journal.Position.decode(known);
            Catcher catcher = new Catcher(index, settings);
            Journal journal =
                    JournalRecovery.open(directory.resolve("journal"), from, settings.segmentBytes, catcher::take);
            try {
                catcher.flush();
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

    /** The slot under a user's key now, or null. */
    byte @Nullable [] find(byte[] key) {
        // The state first: what it holds was added to the filter before.
        State now = open();
        if (!filter.mayContain(key)) {
            stats.filtered.increment();
            return null;
        }
        return findNow(TopKeys.user(key), now);
    }

    /** The slot under a user's key in an earlier state, which the caller holds, or null. */
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

    /** The owner's record of that name, or null. */
    byte @Nullable [] own(String name) {
        byte[] slot = findNow(TopKeys.own(name), open());
        return slot == null ? null : value(slot);
    }

    /** The value of a slot that is not deleted. */
    byte[] value(byte[] slot) {
        open();
        return Slot.isInline(slot) ? Slot.inlineValue(slot) : journal.read(Slot.decodePointer(slot));
    }

    /** Walks over the slots of users' keys in a state that the caller holds, newest first. Keys are those of this layer. */
    List<Cursor> scan(byte[] from, byte @Nullable [] to, State then) {
        open();
        byte[] start = TopKeys.user(from);
        byte[] end = to == null ? TopKeys.USER_END : TopKeys.user(to);
        List<Cursor> cursors = new ArrayList<>();
        then.pending.runs().forEach(run -> cursors.add(run.scan(start, end)));
        cursors.add(then.index.scan(start, end));
        return cursors;
    }

    /** The state of now. The caller must release its index. */
    State hold() {
        while (true) {
            State now = open();
            if (now.index.retain()) {
                return now;
            }
        }
    }

    /** As {@link Store#apply}. */
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
                if (write.isUsers()) {
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

    /** Bytes on the disk. */
    long bytes() {
        return index.bytes() + journal.bytes();
    }

    long filterBytes() {
        return filter.bytes();
    }

    /** Throws StoreException once this is closed. */
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
            LOG.warn("closing without writing the index, the next start does it from the journal: {}", e.getMessage());
        }
        index.close();
        journal.close();
    }

    private byte @Nullable [] findNow(byte[] topKey, State now) {
        byte[] slot = now.pending.find(topKey);
        // A batch that went to the index since is newer than this moment, which is as good.
        return slot != null ? slot : index.get(topKey);
    }

    /** Those writes that change something. Several masters write the same content. */
    private List<Write> changing(List<Write> writes) {
        if (!filter.isComplete()) {
            return writes;
        }
        List<Write> changing = new ArrayList<>(writes.size());
        for (Write write : writes) {
            if (!write.isUsers() || !filter.mayContain(TopKeys.stripped(write.key())) || !isThere(write)) {
                changing.add(write);
            }
        }
        stats.repeated.add(writes.size() - changing.size());
        return changing;
    }

    private boolean isThere(Write write) {
        byte[] slot = findNow(write.key(), state);
        byte[] value = write.value();
        if (slot == null || Slot.isDeleted(slot) || value == null) {
            return slot != null && Slot.isDeleted(slot) && value == null;
        }
        return Slot.mayHold(slot, value) && Arrays.equals(value(slot), value);
    }

    /** Moves the writes in memory to the index. */
    private void flush() {
        Pending pending = state.pending;
        if (pending.runs().isEmpty()) {
            return;
        }
        // First the journal: the index must never point to what a loss of power can take.
        journal.force();
        write(index, pending, journal.end());
        LevelDbSnapshot old = state.index;
        state = new State(Pending.NONE, index.snapshot());
        old.release();
    }

    private static void write(LevelDb index, Pending pending, Journal.Position end) {
        Run run = pending.merged();
        index.write(100L * run.size(), true, writer -> {
            for (int i = 0; i < run.size(); i++) {
                writer.put(run.key(i), run.slot(i));
            }
            writer.put(POSITION_KEY, end.encode());
        });
    }

    /** Takes the batches that the index had not got when the last run ended. */
    private static final class Catcher {
        private final LevelDb index;
        private final Settings settings;
        private Pending pending = Pending.NONE;
        private Journal.Position end = Journal.Position.START;

        Catcher(LevelDb index, Settings settings) {
            this.index = index;
            this.settings = settings;
        }

        void take(Run batch, long bytes, Journal.Position position) {
            pending = pending.plus(batch, bytes);
            end = position;
            if (pending.size() >= settings.pendingKeys) {
                flush();
            }
        }

        void flush() {
            if (!pending.runs().isEmpty()) {
                write(index, pending, end);
                LOG.info("the index has got {} writes of the last run", pending.size());
                pending = Pending.NONE;
            }
        }
    }
}
