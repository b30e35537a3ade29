package dev.drover.head;

import dev.drover.chain.Header;
import java.math.BigInteger;
import java.util.List;

/**
 * The path from the head down to its common ancestor with a proposed block, and up to that block.
 *
 * @param reverted canonical blocks above the ancestor, newest first
 * @param added the proposal's blocks above the ancestor, oldest first; empty if the proposal is an ancestor of the head
 * @param gain the total difficulty of the proposal minus that of the head
 */
record Branch(List<Header> reverted, List<Header> added, BigInteger gain) {
    /** Returns the proposed block. */
    Header tip() {
        return added.getLast();
    }

    /** Returns whether the proposal is the head or an ancestor of it. */
    boolean isCanonical() {
        return added.isEmpty();
    }
}
