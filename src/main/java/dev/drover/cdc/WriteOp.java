package dev.drover.cdc;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A record of the data topic: a write operation of a master's database, a commit or a heartbeat (Ether Cattle's geth,
 * ethdb/cdc/operation.go). The arrays belong to the operation and must not be changed.
 */
public sealed interface WriteOp {
    /** A write of one key: {@link Put}, {@link VerifiedPut} or {@link Delete}, either alone or in a batch fragment. */
    sealed interface KeyWrite extends WriteOp {
        /** Returns the key. */
        byte[] key();

        /** Returns the value, which may be empty, or null if the key is deleted. */
        byte @Nullable [] value();
    }

    /** Op 00: a put outside a batch. */
    record Put(byte[] key, byte[] value) implements KeyWrite {}

    /** A {@link Put} whose value was verified against the hash in its key. Encoded like {@link Put}. */
    record VerifiedPut(byte[] key, byte[] value) implements KeyWrite {}

    /** Op 01: a delete outside a batch. */
    record Delete(byte[] key) implements KeyWrite {
        @Override
        public byte @Nullable [] value() {
            return null;
        }
    }

    /** FF 00 or FF 01: a fragment of a batch. It takes effect with the commit of the batch. */
    record Fragment(UUID batch, KeyWrite write) implements WriteOp {}

    /** Op 02: applies all fragments with this batch id since its last commit. geth reuses ids. */
    record Commit(UUID batch) implements WriteOp {}

    /** Op 03: a sign of life of a master. */
    record Heartbeat() implements WriteOp {}

    /** Op 04 or 05: a read. It has no effect, and current masters never send it. */
    record Read(boolean valueWanted, byte[] key) implements WriteOp {}

    /** Op 06: appends a block to the freezer. Except for the number and the hash, the fields are encoded in RLP. */
    record AppendAncient(long number, byte[] hash, byte[] header, byte[] body, byte[] receipts, byte[] totalDifficulty)
            implements WriteOp {}

    /** Op 07: removes all blocks from this number on from the freezer. */
    record TruncateAncients(long count) implements WriteOp {}

    /** Op 08: syncs the files of the freezer. */
    record SyncAncients() implements WriteOp {}
}
