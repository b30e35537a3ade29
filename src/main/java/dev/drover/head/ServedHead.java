package dev.drover.head;

import dev.drover.chain.BlockId;
import dev.drover.chain.Head;
import dev.drover.store.KeyValues;
import dev.drover.store.ReadView;
import org.jspecify.annotations.Nullable;

/**
 * A head and the view of the store in which it is the head: what a request reads, and all that it reads. Counted like the
 * view that it holds; a request takes a count when it begins and gives it back when its answer is written.
 */
public final class ServedHead {
    private final Head head;
    private final @Nullable BlockId finalized;
    private final ReadView view;

    /**
     * @param finalized the last finalized block as of this head, null if none is known
     * @param view its count passes to this object
     */
    public ServedHead(Head head, @Nullable BlockId finalized, ReadView view) {
        this.head = head;
        this.finalized = finalized;
        this.view = view;
    }

    /** The head. */
    public Head head() {
        return head;
    }

    /** The last finalized block, an ancestor of the head or the head; null if none is known. */
    public @Nullable BlockId finalized() {
        return finalized;
    }

    /** The store as of this head. Blocks: not for event loops. */
    public KeyValues view() {
        return view;
    }

    /** Takes one more count; false if it was freed already. */
    public boolean retain() {
        return view.retain();
    }

    /** Gives one count back. */
    public void release() {
        view.release();
    }
}
