package dev.drover.head;

import dev.drover.chain.Hash;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The content of a record, or of the batch that it commits, that is relevant to the tracker.
 *
 * @param lastBlock the head that a master proposes, the last one in the batch; null if none
 * @param lastFinalized the block that a master tags as finalized, or null
 * @param lastSafe the block that a master tags as safe, or null
 * @param arrived the keys of the content that arrived with the record
 */
public record Evidence(
        @Nullable Hash lastBlock,
        @Nullable Hash lastFinalized,
        @Nullable Hash lastSafe,
        List<byte[]> arrived) {
    /** The evidence of a record that has only a timestamp. */
    public static final Evidence NONE = new Evidence(null, null, null, List.of());

    /** Returns whether the record has only a timestamp. */
    public boolean isEmpty() {
        return lastBlock == null && lastFinalized == null && lastSafe == null && arrived.isEmpty();
    }
}
