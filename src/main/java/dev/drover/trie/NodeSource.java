package dev.drover.trie;

import dev.drover.chain.Hash;
import org.jspecify.annotations.Nullable;

/** Where the nodes of tries are read, by their hash. What it returns must not be changed. */
@FunctionalInterface
public interface NodeSource {
    /** A source without nodes: what a trie that begins empty needs. */
    NodeSource NONE = hash -> null;

    /** The RLP of the node with this hash, or null if it is not here. May touch the disk. */
    byte @Nullable [] node(Hash hash);
}
