package dev.drover.head;

import dev.drover.chain.BlockId;
import org.jspecify.annotations.Nullable;

/**
 * The blocks of the tags {@code finalized} and {@code safe} at a head; each is the head or an ancestor of it. They are
 * determined by the head's position: all replicas that serve a position serve the same tags.
 *
 * @param finalized the highest block that masters tagged as finalized; null if none is known
 * @param safe the highest block that masters tagged as safe, or {@code finalized} if that is higher; null if neither is
 *     known
 */
public record Tags(@Nullable BlockId finalized, @Nullable BlockId safe) {
    /** Neither a finalized nor a safe block is known. */
    public static final Tags NONE = new Tags(null, null);

    /** Returns the tags for the highest blocks that masters named; either may be null. */
    static Tags of(@Nullable BlockId finalized, @Nullable BlockId safe) {
        boolean higher = safe != null && (finalized == null || safe.number() > finalized.number());
        return new Tags(finalized, higher ? safe : finalized);
    }
}
