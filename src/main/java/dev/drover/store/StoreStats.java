package dev.drover.store;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** What a store has done since it was opened, and what it takes. Counters only grow. Any thread. */
public final class StoreStats {
    final LongAdder topHits = new LongAdder();
    final LongAdder topDeleted = new LongAdder();
    final LongAdder lowerHits = new LongAdder();
    final LongAdder misses = new LongAdder();
    final LongAdder filtered = new LongAdder();
    final LongAdder repeated = new LongAdder();
    private final LongAdder batches = new LongAdder();
    private final LongAdder writes = new LongAdder();
    private final LongAdder bytesWritten = new LongAdder();
    private final LongSupplier freeBytes;
    // Set once the layer is open: measuring it needs the layer, and the layer needs the counters.
    private volatile LongSupplier topBytes = () -> 0;
    private volatile LongSupplier filterBytes = () -> 0;

    StoreStats(LongSupplier freeBytes) {
        this.freeBytes = freeBytes;
    }

    void measure(Top top) {
        topBytes = top::bytes;
        filterBytes = top::filterBytes;
    }

    void applied(long writeCount, long bytes) {
        batches.increment();
        writes.add(writeCount);
        bytesWritten.add(bytes);
    }

    /** Reads that found their value in the writable layer. */
    public long topHits() {
        return topHits.sum();
    }

    /** Reads that found in the writable layer that the key is deleted. */
    public long topDeleted() {
        return topDeleted.sum();
    }

    /** Reads that found their value in a lower layer. */
    public long lowerHits() {
        return lowerHits.sum();
    }

    /** Reads of keys that no layer has. */
    public long misses() {
        return misses.sum();
    }

    /** Searches of the writable layer that its filter made needless. */
    public long filtered() {
        return filtered.sum();
    }

    /** Writes left out because the writable layer had the same bytes already. */
    public long repeatedWrites() {
        return repeated.sum();
    }

    /** Batches written. */
    public long batches() {
        return batches.sum();
    }

    /** Keys put or deleted. */
    public long writes() {
        return writes.sum();
    }

    /** Bytes that went into the journal. */
    public long bytesWritten() {
        return bytesWritten.sum();
    }

    /** Space left on the disk of the datadir. Asks the disk. */
    public long freeBytes() {
        return freeBytes.getAsLong();
    }

    /** Space that the writable layer takes on the disk. Asks the disk for each of its files. */
    public long topBytes() {
        return topBytes.getAsLong();
    }

    /** Memory that the filter takes. */
    public long filterBytes() {
        return filterBytes.getAsLong();
    }
}
