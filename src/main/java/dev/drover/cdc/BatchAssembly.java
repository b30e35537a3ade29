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
 * Gathers the fragments of each batch until its commit. Masters interleave their batches and reuse an id once it is committed,
 * so an id names a batch only from its first fragment to its commit.
 *
 * <p>A master that dies leaves fragments that nobody commits, so what is held is bounded by number, bytes and age. Beyond a
 * bound the content of the oldest batch is dropped, but its id and the offset of its first fragment are kept: when its commit
 * arrives after all, {@link #commit} says that the batch must be read again. For one thread.
 *
 * <p>Age follows the highest record timestamp so far: masters' clocks differ, and one that is hours ahead must not make the
 * batches of the others look old from their first fragment on.
 */
public final class BatchAssembly {
    private static final Logger log = LoggerFactory.getLogger(BatchAssembly.class);
    /** Most dropped batches whose commit may still come. */
    public static final int DROPPED_MAX = 10_000;
    /** A dropped batch in {@link #memory}: its id and the offset of its first fragment. */
    private static final int DROPPED_BYTES = 24;

    /**
     * A batch whose commit has not come.
     *
     * @param firstOffset offset of its first fragment
     * @param newestMillis the clock at its newest fragment
     * @param bytes what it costs in memory, about
     */
    public record Open(UUID id, long firstOffset, long newestMillis, int fragments, long bytes) {}

    /** What a commit takes effect on. */
    public sealed interface Committed {
        /**
         * The batch is in memory.
         *
         * @param writes in the order of its fragments; none if the commit belongs to no fragment
         */
        record Whole(List<WriteOp.KeyWrite> writes) implements Committed {}

        /**
         * The content was dropped from memory. It must be read again, from its first fragment to its commit.
         *
         * @param firstOffset offset of its first fragment
         */
        record Dropped(UUID id, long firstOffset) implements Committed {}
    }

    /** Counts what happens to batches, over several assemblies if need be. */
    public static final class Counts {
        /** Batches whose content was dropped before their commit arrived. */
        public final LongAdder dropped = new LongAdder();
        /** Commits of such batches, which made it necessary to read them again. */
        public final LongAdder lateCommits = new LongAdder();
        /** Commits without a fragment. */
        public final LongAdder emptyCommits = new LongAdder();

        /** Starts at zero. */
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
    // In the order of first fragments: the first entry is the oldest.
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

    /** Takes a fragment. Its arrays must not change afterwards. */
    public void add(long offset, long timestampMillis, WriteOp.Fragment fragment) {
        clockMillis = Math.max(clockMillis, timestampMillis);
        Long droppedFirst = dropped.get(fragment.batch());
        if (droppedFirst != null) {
            if (offset > droppedFirst) {
                return;
            }
            // The topic is being read again from before this batch: it may fit this time.
            forgetDropped(fragment.batch());
        }
        Gathered batch = open.computeIfAbsent(fragment.batch(), id -> new Gathered(offset));
        long size = BatchGatherer.cost(fragment.write());
        batch.writes.add(fragment.write());
        batch.newestMillis = clockMillis;
        batch.bytes += size;
        bytes += size;
        while (open.size() > limits.batches() || bytes > limits.bytes()) {
            drop(open.keySet().iterator().next(), "too many batches or bytes are open");
        }
    }

    /** Takes a commit and returns its batch: the writes, or where to read them again. */
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
            // A commit that is sent twice, or whose fragments lie before the first record read.
            counts.emptyCommits.increment();
            return new Committed.Whole(List.of());
        }
        bytes -= batch.bytes;
        return new Committed.Whole(batch.writes);
    }

    /** Drops the content of batches that got no fragment for longer than the limit. Call it with each record's timestamp. */
    public void dropOlderThan(long timestampMillis) {
        clockMillis = Math.max(clockMillis, timestampMillis);
        // Only the oldest is looked at: this is called for every record.
        while (!open.isEmpty()) {
            Map.Entry<UUID, Gathered> oldest = open.entrySet().iterator().next();
            if (clockMillis - oldest.getValue().newestMillis <= limits.ageMillis()) {
                return;
            }
            drop(oldest.getKey(), "its commit has not come yet");
        }
    }

    /** Returns the offset of the first fragment of the oldest batch in memory: a restart must read from there. */
    public OptionalLong firstOpenOffset() {
        return open.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(open.values().iterator().next().firstOffset);
    }

    /**
     * Returns what must outlive a restart: the dropped batches whose commit has not come. The others are read again from
     * {@link #firstOpenOffset} on, but of these only a part would be. Empty if there are none, as nearly always; the same array
     * as before if nothing has changed.
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

    /** Takes over what {@link #memory} returned before a restart. */
    public void restore(byte[] saved) {
        ByteBuffer all = ByteBuffer.wrap(saved);
        while (all.remaining() >= DROPPED_BYTES) {
            dropped.put(new UUID(all.getLong(), all.getLong()), all.getLong());
        }
        memory = saved;
    }

    /** Returns the number of batches in memory whose commit has not come. */
    public int openCount() {
        return open.size();
    }

    /** Returns the number of dropped batches whose commit has not come. */
    public int droppedCount() {
        return dropped.size();
    }

    /** Returns true once a dropped batch had to be forgotten because there were too many: its commit would have no effect. */
    public boolean hasForgotten() {
        return forgotten;
    }

    /** Returns a gatherer for a batch that is read again, with the limit for all batches in memory. */
    public BatchGatherer gatherer(UUID id) {
        return new BatchGatherer(id, limits.bytes());
    }

    /** Returns the batches in memory, oldest first, for display. */
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
                "Dropped batch {} of {} fragments, from offset {} on, from memory: {}. It is read again if its commit comes",
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
