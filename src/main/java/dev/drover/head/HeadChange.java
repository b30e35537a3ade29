package dev.drover.head;

import dev.drover.chain.Head;
import dev.drover.chain.Header;
import java.util.List;

/**
 * One step from a head to the next. Taken in order, changes tell the whole story: every block that becomes canonical is in
 * {@code added} once, and each that stops being so in {@code reverted}. A change without blocks moves only the tags
 * {@code finalized} or {@code safe}. Where many changes become one, blocks may be left out: readers who need each block verify
 * that {@code added} leads from the block that they know to the head, and read the store if it does not.
 *
 * @param head the new head, the last of {@code added} unless blocks were left out
 * @param reverted blocks that are canonical no more, newest first
 * @param added blocks that are canonical now, oldest first
 */
public record HeadChange(Head head, List<Header> reverted, List<Header> added) {
    /** Whether any block becomes canonical or stops being so; false if only tags move. */
    public boolean hasBlocks() {
        return !added.isEmpty() || !reverted.isEmpty();
    }
}
