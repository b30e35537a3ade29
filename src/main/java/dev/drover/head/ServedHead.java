package dev.drover.head;

import dev.drover.chain.BlockId;
import dev.drover.chain.Head;
import dev.drover.store.KeyValues;
import dev.drover.store.ReadView;
import org.jspecify.annotations.Nullable;

/**
 * A head and the view of the store as of that head, which is all that a request reads. Reference-counted like the view
 * that it holds: a request retains it when it starts and releases it when its answer has been written.
 */
public final class ServedHead {
    private final Head head;
    private final Tags tags;
    private final ReadView view;
    private final boolean unsafe;

    /**
     * @param tags the finalized and the safe block as of this head
     * @param view the view; its retain count passes to this object
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

    /** Returns the head. */
    public Head head() {
        return head;
    }

    /** Returns the last finalized block, which is the head or an ancestor of it; null if none is known. */
    public @Nullable BlockId finalized() {
        return tags.finalized();
    }

    /**
     * Returns the highest block that masters tagged as safe, or the finalized one if that is higher; null if neither is
     * known.
     */
    public @Nullable BlockId safe() {
        return tags.safe();
    }

    /** Returns the store as of this head. Its reads block: not for event loops. */
    public KeyValues view() {
        return view;
    }

    /** Returns the same block and view with the epoch and position of a pool. Retains the view for it. */
    public ServedHead as(Head name) {
        if (!view.retain()) {
            throw new IllegalStateException("this head has been freed");
        }
        return new ServedHead(name, tags, view);
    }

    /** Returns the same head marked as unsafe. The caller's retain count passes to it. */
    public ServedHead unsafely() {
        return new ServedHead(head, tags, view, true);
    }

    /** Returns whether other replicas may serve newer heads, which clients should know. */
    public boolean isUnsafe() {
        return unsafe;
    }

    /** Increments the retain count. Returns false if the head has been freed. */
    public boolean retain() {
        return view.retain();
    }

    /** Decrements the retain count. */
    public void release() {
        view.release();
    }
}
