package dev.drover.cdc;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One record of the data topic: a write operation of a master's database, or a mark between them (Ether Cattle's geth,
 * ethdb/cdc/operation.go). Arrays belong to the operation and must not be changed.
 */
public sealed interface WriteOp {
    /** A write of one key: {@link Put}, {@link VerifiedPut} or {@link Delete}, alone or as a batch's fragment. */
    sealed interface KeyWrite extends WriteOp {
        /** The key that is written. */
        byte[] key();

        /** The value, or null if the key is deleted. An empty value is a value. */
        byte @Nullable [] value();
    }

    /** Op 00: a put outside of any batch. */
    record Put(byte[] key, byte[] value) implements KeyWrite {}

    /** A {@link Put} whose value was checked and is what the hash in its key names. The same on the wire. */
    record VerifiedPut(byte[] key, byte[] value) implements KeyWrite {}

    /** Op 01: a delete outside of any batch. */
    record Delete(byte[] key) implements KeyWrite {
        @Override
        public byte @Nullable [] value() {
            return null;
        }
    }

    /** FF 00 or FF 01: a fragment of a batch that counts only when its commit comes. */
    record Fragment(UUID batch, KeyWrite write) implements WriteOp {}

    /** Op 02: all fragments of this batch since its last commit take effect together. geth reuses ids. */
    record Commit(UUID batch) implements WriteOp {}

    /** Op 03: the master lives. */
    record Heartbeat() implements WriteOp {}

    /** Op 04 or 05: a read; never sent by today's masters, of no effect. */
    record Read(boolean valueWanted, byte[] key) implements WriteOp {}

    /** Op 06: a block that goes to the freezer. All but the number are byte strings, RLP in themselves but for the hash. */
    record AppendAncient(long number, byte[] hash, byte[] header, byte[] body, byte[] receipts, byte[] totalDifficulty)
            implements WriteOp {}

    /** Op 07: the freezer drops all blocks from this number on. */
    record TruncateAncients(long count) implements WriteOp {}

    /** Op 08: the freezer syncs its files. */
    record SyncAncients() implements WriteOp {}
}
