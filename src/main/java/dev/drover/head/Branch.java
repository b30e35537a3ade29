package dev.drover.head;

import dev.drover.chain.Header;
import java.math.BigInteger;
import java.util.List;

/**
 * What stands between the head and a proposed block: the way down from the head to their common ancestor and up again.
 *
 * @param reverted canonical blocks above the ancestor, newest first
 * @param added the proposal's blocks above the ancestor, oldest first; empty if the proposal is an ancestor of the head
 * @param gain total difficulty of the proposal less that of the head
 */
record Branch(List<Header> reverted, List<Header> added, BigInteger gain) {
    /** The proposed block. */
    Header tip() {
        return added.getLast();
    }

    /** True if the proposal is the head itself or an ancestor of it: nothing to gain, nothing to doubt. */
    boolean isCanonical() {
        return added.isEmpty();
    }
}
