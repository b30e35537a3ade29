package dev.drover.ingest;

import dev.drover.cdc.BatchAssembly;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/**
 * What ingest counts and where it stands. Written by ingest's thread, read by any. Offsets are -1 and times 0 until known.
 */
public final class IngestStats {
    /** Records read, whatever they held. */
    public final LongAdder records = new LongAdder();
    /** Bytes of records read. */
    public final LongAdder recordBytes = new LongAdder();
    /** Heartbeats among them. */
    public final LongAdder heartbeats = new LongAdder();
    /** Records that could not be decoded. */
    public final LongAdder malformed = new LongAdder();
    /** Key writes that took effect or were dropped, by class. */
    private final Map<KeyClass, LongAdder> writes = new EnumMap<>(KeyClass.class);
    /** Deletes of content that were not obeyed. */
    public final LongAdder contentDeletes = new LongAdder();
    /** Freezer marks that have no effect here. */
    public final LongAdder freezerMarks = new LongAdder();
    /** Writes to the store. */
    public final LongAdder flushes = new LongAdder();
    /** Time spent in them. */
    public final LongAdder flushNanos = new LongAdder();
    /** Head changes. */
    public final LongAdder headChanges = new LongAdder();
    /** Head changes that reverted blocks. */
    public final LongAdder reorgs = new LongAdder();
    /** Blocks that were reverted. */
    public final LongAdder revertedBlocks = new LongAdder();
    /** Rewinds: new epochs. */
    public final LongAdder rewinds = new LongAdder();

    private volatile long offset = -1;
    private volatile long endOffset = -1;
    private volatile long startBlock;
    private volatile long recordTimeMillis;
    private volatile long arrivalNanos = System.nanoTime();
    private volatile int openBatches;
    private volatile long evictedBatches;
    private volatile long lostBatches;
    private volatile long emptyCommits;
    private volatile int deepestReorg;
    private volatile long clockJumps;

    /** All at nought. */
    public IngestStats() {
        for (KeyClass keyClass : KeyClass.values()) {
            writes.put(keyClass, new LongAdder());
        }
    }

    /** The counter of key writes of one class. */
    public LongAdder writes(KeyClass keyClass) {
        return Objects.requireNonNull(writes.get(keyClass));
    }

    /** Offset of the newest record read, in this run or an earlier one. */
    public long offset() {
        return offset;
    }

    /** The topic's end as last heard: the offset after its last record. */
    public long endOffset() {
        return endOffset;
    }

    /** Number of the head with which this run began; 0 without one. */
    public long startBlock() {
        return startBlock;
    }

    /** Records still to be read, as last heard. */
    public long lagRecords() {
        return Math.max(0, endOffset - offset - 1);
    }

    /** Timestamp of the newest record read. */
    public long recordTimeMillis() {
        return recordTimeMillis;
    }

    /** Seconds since any record came, heartbeats too: silence means that no master lives or no broker answers. */
    public double silenceSeconds() {
        return (System.nanoTime() - arrivalNanos) / 1e9;
    }

    /** Batches whose commit has not come. */
    public int openBatches() {
        return openBatches;
    }

    /** Batches whose fragments were given up before their commit came. */
    public long evictedBatches() {
        return evictedBatches;
    }

    /** Commits of batches that had been given up: data that is lost. */
    public long lostBatches() {
        return lostBatches;
    }

    /** Commits without a fragment. */
    public long emptyCommits() {
        return emptyCommits;
    }

    /** Most blocks that one head change reverted. */
    public int deepestReorgBlocks() {
        return deepestReorg;
    }

    /** Returns how many timestamps were too far ahead to be believed; see {@link dev.drover.head.HeadTracker#clockJumps}. */
    public long clockJumps() {
        return clockJumps;
    }

    void progressed(long newestOffset, long timestampMillis, BatchAssembly assembly) {
        offset = newestOffset;
        recordTimeMillis = timestampMillis;
        arrivalNanos = System.nanoTime();
        openBatches = assembly.openCount();
        evictedBatches = assembly.evictedCount();
        lostBatches = assembly.lostCount();
        emptyCommits = assembly.emptyCount();
    }

    /** Reading begins behind this record, with this block as the head: an earlier run has read it. */
    void beginsAfter(long lastOffset, long headNumber) {
        offset = lastOffset;
        startBlock = headNumber;
    }

    void endSeen(long end) {
        endOffset = end;
    }

    void clockJumped(long jumps) {
        clockJumps = jumps;
    }

    void headChanged(int revertedCount, boolean rewind) {
        headChanges.increment();
        if (rewind) {
            rewinds.increment();
        }
        if (revertedCount > 0) {
            reorgs.increment();
            revertedBlocks.add(revertedCount);
            deepestReorg = Math.max(deepestReorg, revertedCount);
        }
    }
}
