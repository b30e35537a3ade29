package dev.drover.store;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** Counters of a store since it was opened, and its current sizes. Thread-safe. */
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
    // Set after the top layer is opened, because the layer itself needs the counters.
    private volatile LongSupplier topBytes = () -> 0;
    private volatile LongSupplier filterBytes = () -> 0;

    StoreStats(LongSupplier freeBytes) {
        this.freeBytes = freeBytes;
    }

    /** Sets how the sizes are measured. */
    void measure(LongSupplier topSize, LongSupplier filterSize) {
        topBytes = topSize;
        filterBytes = filterSize;
    }

    void applied(long writeCount, long bytes) {
        batches.increment();
        writes.add(writeCount);
        bytesWritten.add(bytes);
    }

    /** Returns the number of reads that found their value in the top layer. */
    public long topHits() {
        return topHits.sum();
    }

    /** Returns the number of reads that found in the top layer that the key is deleted. */
    public long topDeleted() {
        return topDeleted.sum();
    }

    /** Returns the number of reads that found their value in a lower layer. */
    public long lowerHits() {
        return lowerHits.sum();
    }

    /** Returns the number of reads of keys that are in no layer. */
    public long misses() {
        return misses.sum();
    }

    /** Returns the number of searches of the top layer that its filter avoided. */
    public long filtered() {
        return filtered.sum();
    }

    /** Returns the number of writes skipped because the top layer already had the same value. */
    public long repeatedWrites() {
        return repeated.sum();
    }

    /** Returns the number of batches written. */
    public long batches() {
        return batches.sum();
    }

    /** Returns the number of keys put or deleted. */
    public long writes() {
        return writes.sum();
    }

    /** Returns the number of bytes written to the journal. */
    public long bytesWritten() {
        return bytesWritten.sum();
    }

    /** Returns the free space in bytes on the datadir's disk. Performs I/O. */
    public long freeBytes() {
        return freeBytes.getAsLong();
    }

    /** Returns the size in bytes of the top layer on disk. Performs I/O for each of its files. */
    public long topBytes() {
        return topBytes.getAsLong();
    }

    /** Returns the memory used by the filter in bytes. */
    public long filterBytes() {
        return filterBytes.getAsLong();
    }
}
