package dev.drover.head;

import dev.drover.chain.Hash;
import org.jspecify.annotations.Nullable;

/**
 * What a record, or the batch that it commits, tells the tracker.
 *
 * @param lastBlock the head that a master proposes; of several in one batch the last
 * @param lastFinalized the block that a master calls final
 * @param content true if data came that a waiting proposal may have waited for
 */
public record Evidence(@Nullable Hash lastBlock, @Nullable Hash lastFinalized, boolean content) {
    /** The record tells nothing but the time. */
    public static final Evidence NONE = new Evidence(null, null, false);
}
