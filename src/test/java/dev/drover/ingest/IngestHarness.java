package dev.drover.ingest;

import dev.drover.cdc.BatchAssembly;
import dev.drover.cdc.RecordedRecord;
import dev.drover.cdc.Recording;
import dev.drover.cdc.RecordingReader;
import dev.drover.cdc.WriteOp;
import dev.drover.cdc.WriteOpEncoder;
import dev.drover.chain.BlockId;
import dev.drover.config.HeadConfig;
import dev.drover.config.KafkaConfig.AssemblyLimits;
import dev.drover.head.HeadChange;
import dev.drover.head.HeadTracker;
import dev.drover.head.ServedHead;
import dev.drover.head.StandaloneHeads;
import dev.drover.store.Schema;
import dev.drover.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Ingest without Kafka: records are handed in, head changes are kept. Restarts as a process would. */
final class IngestHarness implements Ingest.Sink {
    static final HeadConfig HEAD = new HeadConfig(60_000, 64, 90_000);
    static final AssemblyLimits LIMITS = new AssemblyLimits(1_000, 256 << 20, 600_000);

    final Store store;
    final IngestStats stats = new IngestStats();
    final StandaloneHeads heads = new StandaloneHeads(change -> {});
    /** Without those that move only tags. */
    final List<HeadChange> changes = new ArrayList<>();

    final List<@Nullable BlockId> finalized = new ArrayList<>();

    private final AssemblyLimits limits;
    private final NavigableMap<Long, Optional<byte[]>> log = new TreeMap<>();
    private long begin;
    private Ingest ingest;
    private long nextOffset;
    private long clockMillis = 1_000_000;

    IngestHarness(Store store) {
        this(store, LIMITS);
    }

    IngestHarness(Store store, AssemblyLimits limits) {
        this.store = store;
        this.limits = limits;
        this.ingest = open(0);
    }

    /** Continues with other limits and the log of {@code before}, on the same store. */
    IngestHarness(Store store, AssemblyLimits limits, IngestHarness before) {
        this(store, limits);
        log.putAll(before.log);
    }

    /** Forgets all that is not in the store, and returns where reading goes on. */
    long restart() {
        byte[] position = store.own(OwnRecords.POSITION);
        long from = position == null ? 0 : Schema.decodeNumber(position);
        ingest = open(from);
        return from;
    }

    private Ingest open(long from) {
        byte[] memory = store.own(OwnRecords.TRACKER);
        HeadTracker tracker = memory == null ? HeadTracker.begin(HEAD, store) : HeadTracker.restore(HEAD, memory);
        Ingest opened = new Ingest(
                store, tracker, new BatchAssembly(limits, stats.batches), from, stats, this, this::readAgain);
        opened.serveRemembered();
        return opened;
    }

    /** Begins as a replica does that is told to be silent up to an offset. */
    void beginAt(StartPoint start) {
        HeadTracker tracker = HeadTracker.begin(HEAD, store);
        tracker.decideUpTo(start.silentOffset());
        ingest = new Ingest(
                store, tracker, new BatchAssembly(limits, stats.batches), start.offset(), stats, this, this::readAgain);
        ingest.serveRemembered();
    }

    @Override
    public void head(ServedHead served, @Nullable HeadChange change) {
        heads.applied(served, null);
        finalized.add(served.finalized());
        if (change != null && change.hasBlocks()) {
            changes.add(change);
        }
    }

    /** Takes a record, which stays in the log for batches that are read again. */
    void accept(long offset, long timestampMillis, byte @Nullable [] value) {
        log.put(offset, Optional.ofNullable(value));
        ingest.accept(offset, timestampMillis, value);
    }

    /** Deletes the log's records before {@code offset}, as a retention does. */
    void retainFrom(long offset) {
        begin = offset;
    }

    private boolean readAgain(long first, long last, EarlierRecords.Visitor visitor) {
        if (first < begin) {
            return false;
        }
        for (Map.Entry<Long, Optional<byte[]>> one :
                log.subMap(first, true, last, true).entrySet()) {
            if (!visitor.take(one.getKey(), one.getValue().orElse(null))) {
                return true;
            }
        }
        return true;
    }

    void flush() {
        ingest.flush();
    }

    long position() {
        return ingest.position();
    }

    /** Replays the records of a recording from {@code from} on, as if the broker gave {@code pollSize} at a time. */
    void replay(Recording recording, long from, int pollSize) {
        try (RecordingReader reader = recording.open()) {
            int polled = 0;
            for (RecordedRecord one = reader.next(); one != null; one = reader.next()) {
                if (one.offset() >= from) {
                    accept(one.offset(), one.timestampMillis(), one.value());
                    if (++polled % pollSize == 0) {
                        flush();
                    }
                }
            }
            flush();
        }
    }

    /** Moves the masters' clocks. */
    void pass(long millis) {
        clockMillis += millis;
    }

    /** Sends operations, each a record of its own. */
    void send(WriteOp... ops) {
        for (WriteOp op : ops) {
            sendRaw(WriteOpEncoder.encode(op));
        }
    }

    /** Sends a record of any bytes; returns its offset. */
    long sendRaw(byte @Nullable [] value) {
        accept(nextOffset, clockMillis, value);
        flush();
        return nextOffset++;
    }

    long nextOffset() {
        return nextOffset;
    }

    /** Sends a whole batch: fragments and commit. */
    void sendBatch(List<? extends WriteOp.KeyWrite> writes) {
        UUID id = UUID.randomUUID();
        writes.forEach(write -> send(new WriteOp.Fragment(id, write)));
        send(new WriteOp.Commit(id));
    }
}
