package dev.drover.cdc;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the fragments of a single batch while the topic is read again from the batch's first fragment on. Because reading
 * begins there, an earlier batch with the same id is not seen, and a later one cannot begin before the commit. For one thread.
 */
public final class BatchGatherer {
    /** What a write costs in memory beside its bytes: there are batches of a hundred thousand deletes of short keys. */
    private static final int WRITE_OVERHEAD_BYTES = 100;

    private final UUID id;
    private final long bytesMax;
    private final List<WriteOp.KeyWrite> writes = new ArrayList<>();
    private long bytes;

    /** Creates a gatherer of that batch which takes so many bytes at most. */
    public BatchGatherer(UUID id, long bytesMax) {
        this.id = id;
        this.bytesMax = bytesMax;
    }

    /**
     * Takes the next record between the first fragment and the commit. A record that cannot be decoded is ignored, as it was
     * when it was read for the first time.
     *
     * @return false once the batch is larger than allowed
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

    /** Returns what a write costs in memory, roughly. */
    static long cost(WriteOp.KeyWrite write) {
        byte[] value = write.value();
        return (long) write.key().length + (value == null ? 0 : value.length) + WRITE_OVERHEAD_BYTES;
    }
}
