package dev.drover.chain;

/**
 * The block that a replica follows. Heads of one data topic are ordered by {@code position} alone: the same record makes
 * the same head in every replica, wherever it began to read.
 *
 * @param epoch 0 at first; one more with each rewind. Inside an epoch the number never falls
 * @param number the block's number
 * @param hash the block's hash
 * @param parentHash the hash of its parent
 * @param timeSeconds the block's own time, seconds since 1970
 * @param position offset of the record that made it the head or moved its tags (of a batch: its commit record); -1 if no record did, as with
 *     the head found in a snapshot
 * @param rewindPosition offset of the last rewind at or before {@code position}; -1 if none is known
 */
public record Head(
        long epoch, long number, Hash hash, Hash parentHash, long timeSeconds, long position, long rewindPosition) {
    /** The same block as the head that another record made: one that moved only its tags. */
    public Head at(long newPosition) {
        return new Head(epoch, number, hash, parentHash, timeSeconds, newPosition, rewindPosition);
    }

    /** Number and hash. */
    public BlockId id() {
        return new BlockId(number, hash);
    }
}
