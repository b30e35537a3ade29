package dev.drover.trie;

import dev.drover.chain.Hash;
import org.jspecify.annotations.Nullable;

/** A source of trie nodes by hash. Returned arrays must not be modified. */
@FunctionalInterface
public interface NodeSource {
    /** A source without nodes, for tries that start empty. */
    NodeSource NONE = hash -> null;

    /** Returns the RLP of the node with this hash, or null if the source does not have it. May read from disk. */
    byte @Nullable [] node(Hash hash);
}
