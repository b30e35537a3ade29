package dev.drover.head;

import dev.drover.chain.Head;
import dev.drover.chain.Header;
import java.util.List;

/**
 * The change from one head to the next. In a sequence of changes, every block that becomes canonical is in
 * {@code added} once, and every block that is no longer canonical is in {@code reverted}. A change without blocks moves
 * only the tags {@code finalized} or {@code safe}. If many changes are merged into one, blocks may be left out:
 * consumers that need each block verify that {@code added} connects the block that they know to the head, and read the
 * store if it does not.
 *
 * @param head the new head, the last of {@code added} unless blocks were left out
 * @param reverted blocks that are no longer canonical, newest first
 * @param added blocks that are canonical now, oldest first
 */
public record HeadChange(Head head, List<Header> reverted, List<Header> added) {
    /** Returns whether any block is added or reverted; false if only tags move. */
    public boolean hasBlocks() {
        return !added.isEmpty() || !reverted.isEmpty();
    }
}
