package dev.drover.head;

import dev.drover.chain.BlockId;
import org.jspecify.annotations.Nullable;

/**
 * The blocks that the tags {@code finalized} and {@code safe} name at a head; each is the head or an ancestor of it. They
 * belong to the head's position: every replica that serves a position serves the same tags.
 *
 * @param finalized the highest block that masters called final; null if none is known
 * @param safe the highest block that masters called safe, or {@code finalized} if that is higher; null if neither is known
 */
public record Tags(@Nullable BlockId finalized, @Nullable BlockId safe) {
    /** No block is known to be final or safe. */
    public static final Tags NONE = new Tags(null, null);
}
