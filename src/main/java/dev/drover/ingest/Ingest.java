package dev.drover.ingest;

import dev.drover.cdc.BatchAssembly;
import dev.drover.cdc.WriteOp;
import dev.drover.chain.BlockId;
import dev.drover.chain.Head;
import dev.drover.head.HeadChange;
import dev.drover.head.HeadTracker;
import dev.drover.head.Pointers;
import dev.drover.head.ServedHead;
import dev.drover.store.Batch;
import dev.drover.store.Schema;
import dev.drover.store.Store;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies the data topic to the store, record by record. One write to the store may contain several committed batches, but a
 * head change always ends it: the content, the pointers, the tracker's memory and the position are written atomically, and the
 * head is passed to the sink afterwards.
 *
 * <p>Not thread-safe. An instance must not be used again after {@link #accept} or {@link #flush} has thrown; a new instance
 * continues at the stored position.
 */
public final class Ingest {
    /** Accepts each new head after it is written. */
    public interface Sink {
        /**
         * Called on ingest's thread.
         *
         * @param served the head with a view of the store as of that head; the sink becomes responsible for releasing it
         * @param change the change that led to it, without blocks if only the tags moved; null for the head that the store
         *     remembered at startup
         */
        void head(ServedHead served, @Nullable HeadChange change);
    }

    private static final Logger log = LoggerFactory.getLogger(Ingest.class);

    // Limits of one write to the store. Larger writes hardly reduce the time per key.
    private static final int FLUSH_WRITES = 2_000;
    private static final long FLUSH_BYTES = 4 << 20;
    // Minimum time between syncs for a new head: every head is synced while following, but not each of thousands while
    // catching up.
    private static final long SYNC_INTERVAL_NANOS = 100_000_000;

    private final Store store;
    private final HeadTracker tracker;
    private final BatchAssembly assembly;
    private final IngestStats stats;
    private final Sink sink;
    private final Rereader rereader;
    private final RareLog malformedLog = new RareLog(log, "records that make no sense");
    private final ContentIntake content;
    private final KeyWrites writes;

    private Batch batch = new Batch();
    private PendingView pending;
    private long nextOffset;
    private long newestMillis;
    private long writtenPosition = -1;
    private long writtenOffset;
    private byte[] writtenDropped = new byte[0];
    private long lastSyncNanos = System.nanoTime() - SYNC_INTERVAL_NANOS;

    /**
     * Creates an instance that continues at {@code nextOffset} with the state of the tracker and the store.
     *
     * @param earlier rereads batches that were dropped from memory before their commit
     */
    public Ingest(
            Store store,
            HeadTracker tracker,
            BatchAssembly assembly,
            long nextOffset,
            IngestStats stats,
            Sink sink,
            EarlierRecords earlier) {
        this.store = store;
        this.tracker = tracker;
        this.assembly = assembly;
        this.nextOffset = nextOffset;
        this.writtenOffset = nextOffset - 1;
        this.stats = stats;
        this.sink = sink;
        this.rereader = new Rereader(earlier, assembly, stats);
        this.content = new ContentIntake(stats);
        this.writes = new KeyWrites(content, stats);
        this.pending = new PendingView(store, batch);
        byte[] dropped = store.own(OwnRecords.DROPPED);
        if (dropped != null) {
            assembly.restore(dropped);
            writtenDropped = dropped;
        }
    }

    /** Passes the head that the tracker remembers, if any, to the sink. */
    public void serveRemembered() {
        serve(null);
    }

    /**
     * Processes one record. Its effects may not be written until {@link #flush}. Blocks while a dropped batch is read again.
     *
     * @param value the record's value; a record without one (null) is malformed
     */
    public void accept(long offset, long timestampMillis, byte @Nullable [] value) {
        accept(CheckedRecord.of(offset, timestampMillis, value));
    }

    /** Processes a record that is already decoded and checked. */
    void accept(CheckedRecord one) {
        long offset = one.offset();
        long timestampMillis = one.timestampMillis();
        stats.records.increment();
        stats.recordBytes.add(one.length());
        switch (one.outcome()) {
            case CheckedRecord.Operation operation -> apply(offset, timestampMillis, operation.op());
            case CheckedRecord.Malformed malformed -> {
                stats.malformed.increment();
                malformedLog.warn("Skipped the record at offset {}: {}", offset, malformed.why());
            }
            case CheckedRecord.Rejected rejected ->
                content.reject(
                        source(offset, timestampMillis, rejected.batch()),
                        rejected.kind(),
                        rejected.key(),
                        rejected.reason(),
                        pending);
        }
        content.expire(offset, timestampMillis, pending);
        nextOffset = offset + 1;
        judge(offset, timestampMillis);
        newestMillis = timestampMillis;
        if (batch.size() >= FLUSH_WRITES || batch.byteCount() >= FLUSH_BYTES) {
            flush();
        }
    }

    /** Writes all records accepted so far, with the position. To be called when no further records are available. */
    public void flush() {
        if (nextOffset - 1 != writtenOffset) {
            write(false);
        }
        content.report();
        malformedLog.report();
        stats.progressed(nextOffset - 1, newestMillis, assembly);
        stats.clockJumped(tracker.clockJumps());
    }

    long nextOffset() {
        return nextOffset;
    }

    @Nullable Head head() {
        return tracker.head();
    }

    @Nullable BlockId finalized() {
        return tracker.tags().finalized();
    }

    /**
     * Returns the offset at which a restart resumes: the first record of the oldest batch that is still open or has content
     * that cannot be checked yet, or the next record if there is no such batch.
     */
    public long position() {
        return Math.min(assembledPosition(), content.firstHeldOffset().orElse(Long.MAX_VALUE));
    }

    private long assembledPosition() {
        return assembly.firstOpenOffset().orElse(nextOffset);
    }

    private void apply(long offset, long timestampMillis, WriteOp op) {
        switch (op) {
            case WriteOp.KeyWrite write -> writes.take(source(offset, timestampMillis, null), write, pending);
            case WriteOp.Fragment fragment -> assembly.add(offset, timestampMillis, fragment);
            case WriteOp.Commit commit -> commit(source(offset, timestampMillis, commit.batch()), commit);
            case WriteOp.Heartbeat ignored -> stats.heartbeats.increment();
            case WriteOp.AppendAncient block -> writes.take(source(offset, timestampMillis, null), block, pending);
            case WriteOp.TruncateAncients ignored -> stats.freezerMarks.increment();
            case WriteOp.SyncAncients ignored -> stats.freezerMarks.increment();
            case WriteOp.Read ignored -> log.debug("A record that only reads, at offset {}", offset);
        }
        assembly.dropOlderThan(timestampMillis);
        rereader.checkNoneForgotten(offset);
    }

    /** Returns the source of a record's writes. Must be called before a commit is applied: while the batch is open, the
     * resume offset is at or before its first fragment. */
    private Source source(long offset, long timestampMillis, @Nullable UUID batch) {
        return new Source(offset, timestampMillis, batch, assembledPosition());
    }

    private void commit(Source source, WriteOp.Commit commit) {
        switch (assembly.commit(source.offset(), commit)) {
            case BatchAssembly.Committed.Whole whole -> take(source, whole.writes());
            case BatchAssembly.Committed.Dropped dropped -> {
                long first = dropped.firstOffset();
                take(source.resumingAt(first), rereader.batch(dropped.id(), first, source.offset()));
            }
        }
    }

    private void take(Source source, List<WriteOp.KeyWrite> batchWrites) {
        for (WriteOp.KeyWrite write : batchWrites) {
            writes.take(source, write, pending);
        }
    }

    private void judge(long offset, long timestampMillis) {
        Head headBefore = tracker.head();
        HeadChange change = tracker.judge(offset, timestampMillis, writes.takeEvidence(), pending);
        if (change == null) {
            return;
        }
        if (change.hasBlocks()) {
            stats.headChanged(
                    change.reverted().size(),
                    headBefore != null && change.head().epoch() > headBefore.epoch());
        }
        Pointers.write(change, tracker.tags(), pending, batch);
        write(syncDue());
        serve(change);
    }

    private boolean syncDue() {
        long now = System.nanoTime();
        boolean due = now - lastSyncNanos >= SYNC_INTERVAL_NANOS;
        lastSyncNanos = due ? now : lastSyncNanos;
        return due;
    }

    private void serve(@Nullable HeadChange change) {
        Head head = tracker.head();
        if (head != null) {
            sink.head(new ServedHead(head, tracker.tags(), store.view()), change);
        }
    }

    private void write(boolean sync) {
        long position = position();
        batch.putOwn(OwnRecords.TRACKER, tracker.memory());
        if (position != writtenPosition) {
            batch.putOwn(OwnRecords.POSITION, Schema.encodeNumber(position));
        }
        byte[] dropped = assembly.memory();
        if (!Arrays.equals(dropped, writtenDropped)) {
            batch.putOwn(OwnRecords.DROPPED, dropped);
            writtenDropped = dropped;
        }
        long start = System.nanoTime();
        store.apply(batch, sync);
        stats.flushNanos.add(System.nanoTime() - start);
        stats.flushes.increment();
        writtenPosition = position;
        writtenOffset = nextOffset - 1;
        batch = new Batch();
        pending = new PendingView(store, batch);
    }
}
