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
    private final Tags tags;
    private final ReadView view;
    private final boolean unsafe;

    /**
     * @param tags the finalized and the safe block as of this head
     * @param view its count passes to this object
     */
    public ServedHead(Head head, Tags tags, ReadView view) {
        this(head, tags, view, false);
    }

    private ServedHead(Head head, Tags tags, ReadView view, boolean unsafe) {
        this.head = head;
        this.tags = tags;
        this.view = view;
        this.unsafe = unsafe;
    }

    /** The head. */
    public Head head() {
        return head;
    }

    /** The last finalized block, an ancestor of the head or the head; null if none is known. */
    public @Nullable BlockId finalized() {
        return tags.finalized();
    }

    /** The highest block that masters called safe, or the finalized one if that is higher; null if neither is known. */
    public @Nullable BlockId safe() {
        return tags.safe();
    }

    /** The store as of this head. Blocks: not for event loops. */
    public KeyValues view() {
        return view;
    }

    /** The same block and view under the name that a pool gives them; takes one more count of the view for it. */
    public ServedHead as(Head name) {
        if (!view.retain()) {
            throw new IllegalStateException("freed already");
        }
        return new ServedHead(name, tags, view);
    }

    /** The same, marked: other replicas may be past it. It takes over a count that the caller has. */
    public ServedHead unsafely() {
        return new ServedHead(head, tags, view, true);
    }

    /** Whether other replicas may be past this head, and clients should know. */
    public boolean isUnsafe() {
        return unsafe;
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
