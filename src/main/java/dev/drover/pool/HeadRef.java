package dev.drover.pool;

import dev.drover.chain.Hash;
import dev.drover.chain.Head;

/**
 * A head as the pool speaks of it. Heads are ordered by {@code position} alone: the same record of the data topic makes the
 * same head in every replica, and numbers may fall.
 *
 * @param position offset of the data record that made it (p); -1 if no record did, as with the head of a snapshot
 * @param rewindPosition offset of the tracker's last rewind at or before {@code position} (w); -1 if none is known
 * @param number the block's number (b)
 * @param hash the block's hash (h)
 */
public record HeadRef(long position, long rewindPosition, long number, Hash hash) {
    /** How many applied heads a replica keeps, so that it can serve whichever of them the pool releases. */
    public static final int KEPT_MAX = 256;

    /** What the pool needs to know of a tracker's head. */
    public static HeadRef of(Head head) {
        return new HeadRef(head.position(), head.rewindPosition(), head.number(), head.hash());
    }

    /** The one of the two that is further; the first if they are at one position. */
    static HeadRef further(HeadRef first, HeadRef second) {
        return second.position > first.position ? second : first;
    }
}
