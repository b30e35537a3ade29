package dev.drover.ingest;

import dev.drover.cdc.BatchAssembly;
import dev.drover.verify.ContentKind;
import dev.drover.verify.Verdict;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
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
    /** What happened to batches. */
    final BatchAssembly.Counts batches = new BatchAssembly.Counts();
    /** Batches that could not be read again when their commit came: data that is lost. */
    public final LongAdder lostBatches = new LongAdder();
    /** Content that failed its check, by kind and reason. */
    private final Map<ContentKind, Map<Verdict.Reason, LongAdder>> rejected = new EnumMap<>(ContentKind.class);
    /** Content whose check needed other content, or a correct copy, that did not come. */
    public final LongAdder unresolved = new LongAdder();
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
    private volatile int droppedBatches;
    private volatile int held;
    private volatile int deepestReorg;
    private volatile long clockJumps;

    /** All at nought. */
    public IngestStats() {
        for (KeyClass keyClass : KeyClass.values()) {
            writes.put(keyClass, new LongAdder());
        }
        for (ContentKind kind : ContentKind.values()) {
            Map<Verdict.Reason, LongAdder> reasons = new EnumMap<>(Verdict.Reason.class);
            for (Verdict.Reason reason : Verdict.Reason.values()) {
                reasons.put(reason, new LongAdder());
            }
            rejected.put(kind, reasons);
        }
    }

    /** The counter of key writes of one class. */
    public LongAdder writes(KeyClass keyClass) {
        return Objects.requireNonNull(writes.get(keyClass));
    }

    /** The counter of content of one kind that failed its check for one reason. */
    public LongAdder rejected(ContentKind kind, Verdict.Reason reason) {
        return Objects.requireNonNull(Objects.requireNonNull(rejected.get(kind)).get(reason));
    }

    /** All content that failed its check. */
    public long rejectedCount() {
        return rejected.values().stream()
                .flatMap(reasons -> reasons.values().stream())
                .mapToLong(LongAdder::sum)
                .sum();
    }

    /** Content that is held until other content comes which its check needs. */
    public int held() {
        return held;
    }

    void held(int count) {
        held = count;
    }

    /** Offset of the newest record read, in this run or an earlier one. */
    public long offset() {
        return offset;
    }

    /** Returns the topic's end as last heard, the offset after its last record; -1 while the broker is silent. */
    public long endOffset() {
        return endOffset;
    }

    /** Number of the head with which this run began; 0 without one. */
    public long startBlock() {
        return startBlock;
    }

    /** Returns the number of records still to be read; empty while the broker is silent, for then nobody knows it. */
    public OptionalLong lagRecords() {
        long end = endOffset;
        return end < 0 ? OptionalLong.empty() : OptionalLong.of(Math.max(0, end - offset - 1));
    }

    /** Timestamp of the newest record read. */
    public long recordTimeMillis() {
        return recordTimeMillis;
    }

    /** Seconds since any record came, heartbeats too: silence means that no master lives or no broker answers. */
    public double silenceSeconds() {
        return (System.nanoTime() - arrivalNanos) / 1e9;
    }

    /** Returns the number of batches in memory whose commit has not come. */
    public int openBatches() {
        return openBatches;
    }

    /** Returns how often a batch was dropped from memory before its commit arrived. */
    public long droppedTotal() {
        return batches.dropped.sum();
    }

    /** Returns how often a dropped batch was read again at its commit. */
    public long rereadTotal() {
        return batches.lateCommits.sum();
    }

    /** Returns the number of commits without a fragment. */
    public long emptyCommits() {
        return batches.emptyCommits.sum();
    }

    /** Returns the number of batches that were dropped from memory and whose commit has not come. */
    public int droppedBatches() {
        return droppedBatches;
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
        droppedBatches = assembly.droppedCount();
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

    void endUnknown() {
        endOffset = -1;
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
