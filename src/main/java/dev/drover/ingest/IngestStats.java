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
 * Counters and progress of ingest. Written by ingest's thread, read by any. Offsets are -1 and times 0 until known.
 */
public final class IngestStats {
    /** All records read. */
    public final LongAdder records = new LongAdder();
    /** Total size of the values of these records in bytes. */
    public final LongAdder recordBytes = new LongAdder();
    /** Masters' heartbeats among these records. */
    public final LongAdder heartbeats = new LongAdder();
    /** Records that could not be decoded. */
    public final LongAdder malformed = new LongAdder();
    /** Key writes by class, including those that are ignored. */
    private final Map<KeyClass, LongAdder> writes = new EnumMap<>(KeyClass.class);
    /** Counters of batches. */
    final BatchAssembly.Counts batches = new BatchAssembly.Counts();
    /** Batches that could not be read again when their commit arrived: their data is lost. */
    public final LongAdder lostBatches = new LongAdder();
    /** Pieces of content that failed their check, by kind and reason. */
    private final Map<ContentKind, Map<Verdict.Reason, LongAdder>> rejected = new EnumMap<>(ContentKind.class);
    /** Pieces of content for which the required other content or a correct copy did not arrive in time. */
    public final LongAdder unresolved = new LongAdder();
    /** Deletes of content, which are ignored. */
    public final LongAdder contentDeletes = new LongAdder();
    /** Truncations and syncs of a master's freezer, which are ignored. */
    public final LongAdder freezerMarks = new LongAdder();
    /** Writes to the store. */
    public final LongAdder flushes = new LongAdder();
    /** Time spent in writes to the store, in nanoseconds. */
    public final LongAdder flushNanos = new LongAdder();
    /** Head changes. */
    public final LongAdder headChanges = new LongAdder();
    /** Head changes that reverted blocks. */
    public final LongAdder reorgs = new LongAdder();
    /** Blocks reverted by head changes. */
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

    /** Creates counters that are zero. */
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

    /** Returns the counter of key writes of one class. */
    public LongAdder writes(KeyClass keyClass) {
        return Objects.requireNonNull(writes.get(keyClass));
    }

    /** Returns the counter of content of one kind that failed its check for one reason. */
    public LongAdder rejected(ContentKind kind, Verdict.Reason reason) {
        return Objects.requireNonNull(Objects.requireNonNull(rejected.get(kind)).get(reason));
    }

    /** Returns how many pieces of content have failed their check. */
    public long rejectedCount() {
        return rejected.values().stream()
                .flatMap(reasons -> reasons.values().stream())
                .mapToLong(LongAdder::sum)
                .sum();
    }

    /** Returns how many pieces of content are held because other content must be stored first. */
    public int held() {
        return held;
    }

    void held(int count) {
        held = count;
    }

    /** Returns the offset of the newest record read, in this run or an earlier one. */
    public long offset() {
        return offset;
    }

    /** Returns the last reported end of the topic, the offset after its last record; -1 while the broker is silent. */
    public long endOffset() {
        return endOffset;
    }

    /** Returns the number of the head with which this run began, or 0 if there was none. */
    public long startBlock() {
        return startBlock;
    }

    /** Returns the number of records still to be read, or empty while the broker is silent. */
    public OptionalLong lagRecords() {
        long end = endOffset;
        return end < 0 ? OptionalLong.empty() : OptionalLong.of(Math.max(0, end - offset - 1));
    }

    /** Returns the timestamp of the newest record read, in milliseconds. */
    public long recordTimeMillis() {
        return recordTimeMillis;
    }

    /** Returns the seconds since the last record, heartbeats included. A high value means that no master is running or that the
     * broker does not answer. */
    public double silenceSeconds() {
        return (System.nanoTime() - arrivalNanos) / 1e9;
    }

    /** Returns the number of batches in memory whose commit has not arrived. */
    public int openBatches() {
        return openBatches;
    }

    /** Returns how often a batch was dropped from memory before its commit arrived. */
    public long droppedTotal() {
        return batches.dropped.sum();
    }

    /** Returns how often a dropped batch had to be read again when its commit arrived. */
    public long rereadTotal() {
        return batches.lateCommits.sum();
    }

    /** Returns the number of commits of batches without a fragment. */
    public long emptyCommits() {
        return batches.emptyCommits.sum();
    }

    /** Returns the number of batches that were dropped from memory and whose commit has not arrived. */
    public int droppedBatches() {
        return droppedBatches;
    }

    /** Returns the largest number of blocks that one head change has reverted. */
    public int deepestReorgBlocks() {
        return deepestReorg;
    }

    /** Returns how many record timestamps were implausibly far ahead; see {@link dev.drover.head.HeadTracker#clockJumps}. */
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

    /** Sets the last record that an earlier run has read, and the head with which this run begins. */
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
