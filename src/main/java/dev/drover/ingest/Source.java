package dev.drover.ingest;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The record that made a write take effect.
 *
 * @param offset of the record; for a batch that of its commit, or of the fragment where that is known
 * @param batch the batch that the write belongs to; null if none
 * @param resumeOffset where reading must resume to come to the whole write again
 */
record Source(long offset, long timestampMillis, @Nullable UUID batch, long resumeOffset) {
    // Far more than lies between the parts of a block, and few enough to be read again by a restart.
    static final long RECORDS_MAX = 200_000;
    // One record with a wrong clock must not make anything old: age counts only after so many records.
    static final long AGE_MILLIS = 600_000;
    static final long AGE_RECORDS = 1_000;

    /** Returns whether a write has waited too long for what it needs, as of a later record. */
    boolean isOld(long laterOffset, long laterMillis) {
        long records = laterOffset - offset;
        return records > RECORDS_MAX || records > AGE_RECORDS && laterMillis - timestampMillis > AGE_MILLIS;
    }

    /** Returns the same source for a write whose first record is further back. */
    Source resumingAt(long earlierOffset) {
        return new Source(offset, timestampMillis, batch, Math.min(resumeOffset, earlierOffset));
    }

    @Override
    public String toString() {
        return batch == null ? "offset " + offset : "offset " + offset + ", batch " + batch;
    }
}
