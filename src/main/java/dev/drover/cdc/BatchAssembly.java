package dev.drover.cdc;

import dev.drover.config.KafkaConfig.AssemblyLimits;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers fragments by batch id until the commit. Masters interleave their batches and use an id again once it is committed,
 * so an id names a batch only from its first fragment to its commit.
 *
 * <p>A master that dies leaves fragments that nobody commits. What is held is bounded by number, bytes and age; age is told
 * by the records' timestamps, so that all replicas agree. Beyond a bound the oldest batch is given up; if its commit comes
 * after all it brings nothing, never a part. For one thread.
 *
 * <p>The clock is the highest timestamp so far, at a fragment's arrival too: masters' clocks differ, and one that is hours
 * ahead must not make the batches of the others look old from their first fragment on.
 */
public final class BatchAssembly {
    private static final Logger log = LoggerFactory.getLogger(BatchAssembly.class);
    private static final int GIVEN_UP_MAX = 1_000;
    /** A given-up batch in {@link #memory}: its id and the offset of its first fragment. */
    private static final int GIVEN_UP_BYTES = 24;
    /** What a write costs in memory beside its bytes: batches of a hundred thousand deletes of short keys do come. */
    private static final int WRITE_OVERHEAD_BYTES = 100;

    /**
     * A batch whose commit has not come.
     *
     * @param firstOffset offset of its first fragment
     * @param newestMillis the clock at its newest fragment
     * @param bytes what it costs in memory, about
     */
    public record Open(UUID id, long firstOffset, long newestMillis, int fragments, long bytes) {}

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
    // In the order of first fragments: the first entry is the oldest.
    private final Map<UUID, Gathered> open = new LinkedHashMap<>();
    // Of what was given up: the offset of the first fragment. The oldest entries are forgotten in the end.
    private final Map<UUID, Long> givenUp = new LinkedHashMap<>();
    private long bytes;
    private long clockMillis = Long.MIN_VALUE;
    private long evictedCount;
    private long lostCount;
    private long emptyCount;

    /** Nothing gathered yet. */
    public BatchAssembly(AssemblyLimits limits) {
        this.limits = limits;
    }

    /** Takes a fragment. The batch must not change afterwards. */
    public void add(long offset, long timestampMillis, WriteOp.Fragment fragment) {
        clockMillis = Math.max(clockMillis, timestampMillis);
        Long givenUpFirst = givenUp.get(fragment.batch());
        if (givenUpFirst != null) {
            if (offset > givenUpFirst) {
                return;
            }
            // The topic is read again from before this batch: it may come together this time.
            givenUp.remove(fragment.batch());
        }
        Gathered batch = open.computeIfAbsent(fragment.batch(), id -> new Gathered(offset));
        byte[] value = fragment.write().value();
        long size = (long) fragment.write().key().length + (value == null ? 0 : value.length) + WRITE_OVERHEAD_BYTES;
        batch.writes.add(fragment.write());
        batch.newestMillis = clockMillis;
        batch.bytes += size;
        bytes += size;
        while (open.size() > limits.batches() || bytes > limits.bytes()) {
            giveUp(open.keySet().iterator().next(), "too much is open");
        }
    }

    /** The writes of a batch in the order of its fragments, none if there are none or if it was given up. */
    public List<WriteOp.KeyWrite> commit(WriteOp.Commit commit) {
        if (givenUp.remove(commit.batch()) != null) {
            lostCount++;
            log.warn("The commit of batch {} came after the batch was given up: its data is lost", commit.batch());
            return List.of();
        }
        Gathered batch = open.remove(commit.batch());
        if (batch == null) {
            // A commit that is sent twice, or whose fragments lie before the first record read.
            emptyCount++;
            return List.of();
        }
        bytes -= batch.bytes;
        return batch.writes;
    }

    /** Gives up batches that got no fragment for longer than the limit. Call it with each record's timestamp. */
    public void evictOlderThan(long timestampMillis) {
        clockMillis = Math.max(clockMillis, timestampMillis);
        // Only the oldest is looked at: this is called for every record.
        while (!open.isEmpty()) {
            Map.Entry<UUID, Gathered> oldest = open.entrySet().iterator().next();
            if (clockMillis - oldest.getValue().newestMillis <= limits.ageMillis()) {
                return;
            }
            giveUp(oldest.getKey(), "its commit did not come");
        }
    }

    /** Offset of the first fragment of the oldest open batch: where a restart must begin. Empty if no batch is open. */
    public OptionalLong firstOpenOffset() {
        return open.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(open.values().iterator().next().firstOffset);
    }

    /**
     * What must outlive a restart: the batches given up whose commit has not come. The rest is read again from
     * {@link #firstOpenOffset} on, but of these only a part would be. Empty if there are none, as nearly always.
     */
    public byte[] memory() {
        ByteBuffer bytesOfAll = ByteBuffer.allocate(givenUp.size() * GIVEN_UP_BYTES);
        givenUp.forEach((id, first) -> bytesOfAll
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .putLong(first));
        return bytesOfAll.array();
    }

    /** Takes up what {@link #memory} gave before a restart. */
    public void restore(byte[] memory) {
        ByteBuffer bytesOfAll = ByteBuffer.wrap(memory);
        while (bytesOfAll.remaining() >= GIVEN_UP_BYTES) {
            givenUp.put(new UUID(bytesOfAll.getLong(), bytesOfAll.getLong()), bytesOfAll.getLong());
        }
    }

    /** Number of batches whose commit has not come. */
    public int openCount() {
        return open.size();
    }

    /** Batches that were given up. */
    public long evictedCount() {
        return evictedCount;
    }

    /** Batches whose commit came after they had been given up. */
    public long lostCount() {
        return lostCount;
    }

    /** Commits without a fragment. */
    public long emptyCount() {
        return emptyCount;
    }

    /** The open batches, oldest first; for people. */
    public List<Open> openBatches() {
        List<Open> batches = new ArrayList<>();
        open.forEach((id, batch) ->
                batches.add(new Open(id, batch.firstOffset, batch.newestMillis, batch.writes.size(), batch.bytes)));
        return batches;
    }

    private void giveUp(UUID id, String why) {
        Gathered batch = open.remove(id);
        if (batch == null) {
            return;
        }
        bytes -= batch.bytes;
        evictedCount++;
        log.warn(
                "Gave up batch {} of {} fragments from offset {} on: {}",
                id,
                batch.writes.size(),
                batch.firstOffset,
                why);
        givenUp.put(id, batch.firstOffset);
        if (givenUp.size() > GIVEN_UP_MAX) {
            givenUp.remove(givenUp.keySet().iterator().next());
        }
    }
}
