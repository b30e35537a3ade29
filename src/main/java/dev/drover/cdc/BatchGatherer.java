package dev.drover.cdc;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Collects the fragments of a single batch while the topic is read again from the batch's first fragment on. Because reading
 * starts there, an earlier batch with the same id is not seen, and a later one cannot begin before the commit. Not thread-safe.
 */
public final class BatchGatherer {
    /** Memory overhead per write. Some batches consist of a hundred thousand deletes of short keys. */
    private static final int WRITE_OVERHEAD_BYTES = 100;

    private final UUID id;
    private final long bytesMax;
    private final List<WriteOp.KeyWrite> writes = new ArrayList<>();
    private long bytes;

    /** Creates a gatherer for a batch of at most {@code bytesMax} bytes. */
    public BatchGatherer(UUID id, long bytesMax) {
        this.id = id;
        this.bytesMax = bytesMax;
    }

    /**
     * Adds the next record between the first fragment and the commit. A record that cannot be decoded is ignored, as it was
     * when it was read for the first time.
     *
     * @return false if the batch exceeds its size limit
     */
    public boolean take(byte @Nullable [] record) {
        WriteOp op;
        try {
            op = record == null ? null : WriteOpDecoder.decode(record);
        } catch (MalformedRecordException e) {
            return true;
        }
        if (op instanceof WriteOp.Fragment fragment && fragment.batch().equals(id)) {
            bytes += cost(fragment.write());
            if (bytes > bytesMax) {
                return false;
            }
            writes.add(fragment.write());
        }
        return true;
    }

    /** Returns the writes so far, in the order of the fragments. */
    public List<WriteOp.KeyWrite> writes() {
        return writes;
    }

    /** Returns the approximate memory that a write uses. */
    static long cost(WriteOp.KeyWrite write) {
        byte[] value = write.value();
        return (long) write.key().length + (value == null ? 0 : value.length) + WRITE_OVERHEAD_BYTES;
    }
}
