package dev.drover.pool;

import dev.drover.chain.Hash;
import dev.drover.chain.Head;

/**
 * A head in the records of the pool. Heads are ordered by {@code position} only: the same record of the data topic
 * makes the same head in every replica, while numbers may decrease.
 *
 * @param position offset of the data record that made it (p); -1 if it came with a snapshot
 * @param rewindPosition offset of the tracker's last rewind at or before {@code position} (w); -1 if none is known
 * @param number the block's number (b)
 * @param hash the block's hash (h)
 */
public record HeadRef(long position, long rewindPosition, long number, Hash hash) {
    /** The number of applied heads that a replica keeps so that it can serve the one that the pool releases. */
    public static final int KEPT_MAX = 1_024;

    /** Returns the reference to a head of the tracker. */
    public static HeadRef of(Head head) {
        return new HeadRef(head.position(), head.rewindPosition(), head.number(), head.hash());
    }

    /** Returns the head with the higher position; the first if the positions are equal. */
    static HeadRef further(HeadRef first, HeadRef second) {
        return second.position > first.position ? second : first;
    }
}
