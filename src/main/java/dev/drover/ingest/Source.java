package dev.drover.ingest;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The record that made a write take effect.
 *
 * @param offset the record's offset; for a batch the offset of its commit, or of the fragment if that is known
 * @param batch the batch that the write belongs to, or null if none
 * @param resumeOffset the offset from which all records of the write are read again
 */
record Source(long offset, long timestampMillis, @Nullable UUID batch, long resumeOffset) {
    // Far more than separate the parts of a block, and few enough to be read again after a restart.
    static final long RECORDS_MAX = 200_000;
    // Age counts only after this many records, because a single wrong timestamp must not make anything old.
    static final long AGE_MILLIS = 600_000;
    static final long AGE_RECORDS = 1_000;

    /** Returns whether a write has waited too long for what it needs, as of a later record. */
    boolean isOld(long laterOffset, long laterMillis) {
        long records = laterOffset - offset;
        return records > RECORDS_MAX || records > AGE_RECORDS && laterMillis - timestampMillis > AGE_MILLIS;
    }

    /** Returns this source for a write whose first record may be earlier. */
    Source resumingAt(long earlierOffset) {
        return new Source(offset, timestampMillis, batch, Math.min(resumeOffset, earlierOffset));
    }

    @Override
    public String toString() {
        return batch == null ? "offset " + offset : "offset " + offset + ", batch " + batch;
    }
}
