package dev.drover.cdc;

import dev.drover.config.KafkaConfig.AssemblyLimits;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects the fragments of each batch until its commit. Masters interleave their batches and reuse an id once it is committed,
 * so an id identifies a batch only from its first fragment to its commit.
 *
 * <p>A master that dies leaves fragments that are never committed, so the number, size and age of open batches are limited.
 * When a limit is exceeded, the content of the oldest batch is dropped, but its id and the offset of its first fragment are
 * kept: if its commit arrives later, {@link #commit} reports that the batch must be read again. Not thread-safe.
 *
 * <p>Age is measured against the highest record timestamp seen so far. The masters' clocks differ, and a clock that is hours
 * ahead must not make the batches of other masters look old from their first fragment on.
 */
public final class BatchAssembly {
    private static final Logger log = LoggerFactory.getLogger(BatchAssembly.class);
    /** Maximum number of dropped batches whose commit is still awaited. */
    public static final int DROPPED_MAX = 10_000;
    /** A dropped batch in {@link #memory}: its id and the offset of its first fragment. */
    private static final int DROPPED_BYTES = 24;

    /**
     * A batch in memory that is not committed yet.
     *
     * @param firstOffset offset of its first fragment
     * @param newestMillis the highest record timestamp when its newest fragment arrived
     * @param bytes approximate memory in use
     */
    public record Open(UUID id, long firstOffset, long newestMillis, int fragments, long bytes) {}

    /** The batch that a commit completes. */
    public sealed interface Committed {
        /**
         * A batch in memory.
         *
         * @param writes the writes in the order of the fragments; empty if the batch has no fragments
         */
        record Whole(List<WriteOp.KeyWrite> writes) implements Committed {}

        /**
         * A batch that was dropped from memory and must be read again, from its first fragment to its commit.
         *
         * @param firstOffset offset of its first fragment
         */
        record Dropped(UUID id, long firstOffset) implements Committed {}
    }

    /** Counters that may be shared by consecutive assemblies. */
    public static final class Counts {
        /** Batches whose content was dropped before their commit arrived. */
        public final LongAdder dropped = new LongAdder();
        /** Commits of dropped batches, which must be read again. */
        public final LongAdder lateCommits = new LongAdder();
        /** Commits of batches without fragments. */
        public final LongAdder emptyCommits = new LongAdder();

        /** Creates counters that start at zero. */
        public Counts() {}
    }

    private static final class Gathered {
        private final long firstOffset;
        private final List<WriteOp.KeyWrite> writes = new ArrayList<>();
        private long newestMillis;
        private long bytes;

        Gathered(long firstOffset) {
            this.firstOffset = firstOffset;
        }
    }

    private final AssemblyLimits limits;
    private final Counts counts;
    // Ordered by first fragment: the first entry is the oldest.
    private final Map<UUID, Gathered> open = new LinkedHashMap<>();
    // Dropped batches with the offset of their first fragment.
    private final Map<UUID, Long> dropped = new LinkedHashMap<>();
    private byte @Nullable [] memory = new byte[0];
    private long bytes;
    private long clockMillis = Long.MIN_VALUE;
    private boolean forgotten;

    /** Creates an empty assembly. */
    public BatchAssembly(AssemblyLimits limits) {
        this(limits, new Counts());
    }

    /** Creates an empty assembly that counts in {@code counts}. */
    public BatchAssembly(AssemblyLimits limits, Counts counts) {
        this.limits = limits;
        this.counts = counts;
    }

    /** Adds a fragment. Its arrays must not be changed afterwards. */
    public void add(long offset, long timestampMillis, WriteOp.Fragment fragment) {
        clockMillis = Math.max(clockMillis, timestampMillis);
        Long droppedFirst = dropped.get(fragment.batch());
        if (droppedFirst != null) {
            if (offset > droppedFirst) {
                return;
            }
            // The topic is being read again from a point before this batch, which may fit this time.
            forgetDropped(fragment.batch());
        }
        Gathered batch = open.computeIfAbsent(fragment.batch(), id -> new Gathered(offset));
        long size = BatchGatherer.cost(fragment.write());
        batch.writes.add(fragment.write());
        batch.newestMillis = clockMillis;
        batch.bytes += size;
        bytes += size;
        while (open.size() > limits.batches() || bytes > limits.bytes()) {
            drop(open.keySet().iterator().next(), "too many batches or bytes are uncommitted");
        }
    }

    /** Removes and returns the batch that a commit completes. */
    public Committed commit(long offset, WriteOp.Commit commit) {
        Long droppedFirst = dropped.get(commit.batch());
        // After a restart the commit of an earlier batch with the same id may come first.
        if (droppedFirst != null && offset > droppedFirst) {
            forgetDropped(commit.batch());
            counts.lateCommits.increment();
            return new Committed.Dropped(commit.batch(), droppedFirst);
        }
        Gathered batch = open.remove(commit.batch());
        if (batch == null) {
            // The commit was sent twice, or its fragments precede the first record read.
            counts.emptyCommits.increment();
            return new Committed.Whole(List.of());
        }
        bytes -= batch.bytes;
        return new Committed.Whole(batch.writes);
    }

    /** Drops batches that received no fragment for longer than the limit. Must be called with the timestamp of every record. */
    public void dropOlderThan(long timestampMillis) {
        clockMillis = Math.max(clockMillis, timestampMillis);
        // Checks the oldest only, because this is called for every record.
        while (!open.isEmpty()) {
            Map.Entry<UUID, Gathered> oldest = open.entrySet().iterator().next();
            if (clockMillis - oldest.getValue().newestMillis <= limits.ageMillis()) {
                return;
            }
            drop(oldest.getKey(), "its commit has not arrived in time");
        }
    }

    /** Returns the offset of the first fragment of the oldest batch in memory: a restart must read from there. */
    public OptionalLong firstOpenOffset() {
        return open.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(open.values().iterator().next().firstOffset);
    }

    /**
     * Returns the state that must survive a restart: the dropped batches whose commit has not arrived. Batches in memory are
     * read again from {@link #firstOpenOffset} on, but a dropped batch may begin before that offset. Empty if there are none,
     * which is nearly always the case; the same array as before if nothing has changed.
     */
    public byte[] memory() {
        byte[] known = memory;
        if (known == null) {
            ByteBuffer all = ByteBuffer.allocate(dropped.size() * DROPPED_BYTES);
            dropped.forEach((id, first) -> all.putLong(id.getMostSignificantBits())
                    .putLong(id.getLeastSignificantBits())
                    .putLong(first));
            known = all.array();
            memory = known;
        }
        return known;
    }

    /** Restores the state that {@link #memory} returned before a restart. */
    public void restore(byte[] saved) {
        ByteBuffer all = ByteBuffer.wrap(saved);
        while (all.remaining() >= DROPPED_BYTES) {
            dropped.put(new UUID(all.getLong(), all.getLong()), all.getLong());
        }
        memory = saved;
    }

    /** Returns the number of uncommitted batches in memory. */
    public int openCount() {
        return open.size();
    }

    /** Returns the number of dropped batches whose commit has not arrived. */
    public int droppedCount() {
        return dropped.size();
    }

    /** Returns whether a dropped batch had to be forgotten because there were too many. Its commit would have no effect. */
    public boolean hasForgotten() {
        return forgotten;
    }

    /** Returns a gatherer for a batch that is read again. It has the size limit that applies to all batches in memory. */
    public BatchGatherer gatherer(UUID id) {
        return new BatchGatherer(id, limits.bytes());
    }

    /** Returns the uncommitted batches in memory, oldest first, for display. */
    public List<Open> openBatches() {
        List<Open> batches = new ArrayList<>();
        open.forEach((id, batch) ->
                batches.add(new Open(id, batch.firstOffset, batch.newestMillis, batch.writes.size(), batch.bytes)));
        return batches;
    }

    private void drop(UUID id, String why) {
        Gathered batch = open.remove(id);
        if (batch == null) {
            return;
        }
        bytes -= batch.bytes;
        counts.dropped.increment();
        log.info(
                "Dropped batch {} ({} fragments, from offset {}) from memory: {}. It will be read again if its commit arrives",
                id,
                batch.writes.size(),
                batch.firstOffset,
                why);
        dropped.put(id, batch.firstOffset);
        memory = null;
        if (dropped.size() > DROPPED_MAX) {
            forgetDropped(dropped.keySet().iterator().next());
            forgotten = true;
        }
    }

    private void forgetDropped(UUID id) {
        dropped.remove(id);
        memory = null;
    }
}
