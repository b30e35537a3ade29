package dev.drover.head;

import dev.drover.chain.Hash;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of a record, or of the batch that it commits, that matters to the tracker.
 *
 * @param lastBlock the head that a master proposes; of several in one batch the last
 * @param lastFinalized the block that a master calls final
 * @param lastSafe the block that a master calls safe
 * @param arrived keys of the content that came with the record and can be read from now on
 */
public record Evidence(
        @Nullable Hash lastBlock,
        @Nullable Hash lastFinalized,
        @Nullable Hash lastSafe,
        List<byte[]> arrived) {
    /** A record that says nothing but the time. */
    public static final Evidence NONE = new Evidence(null, null, null, List.of());

    /** Returns true if the record says nothing but the time. */
    public boolean isEmpty() {
        return lastBlock == null && lastFinalized == null && lastSafe == null && arrived.isEmpty();
    }
}
