package dev.drover.testing;

import dev.drover.chain.BlockId;
import dev.drover.chain.Head;
import dev.drover.chain.Header;
import dev.drover.head.ServedHead;
import dev.drover.head.ServedHeads;
import dev.drover.head.Tags;
import dev.drover.store.Store;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Serves whatever head the test says, and counts the views that requests hold. Any thread. */
public final class ManualHeads implements ServedHeads {
    private final Store store;
    private final AtomicInteger taken = new AtomicInteger();
    private volatile @Nullable ServedHead served;
    private volatile @Nullable BlockId firstUnserved;

    /** Serves views of {@code store}; no head at first. */
    public ManualHeads(Store store) {
        this.store = store;
    }

    /** The next requests read at this block. */
    public void serve(Header header) {
        ServedHead before = served;
        served = new ServedHead(head(header), Tags.NONE, store.view());
        if (before != null) {
            before.release();
        }
    }

    /** Notes that other replicas served this block first, and this one could not. */
    public void miss(Header header) {
        firstUnserved = header.id();
    }

    @Override
    public @Nullable BlockId firstUnserved() {
        return firstUnserved;
    }

    /** A head made of a header. */
    public static Head head(Header header) {
        return new Head(0, header.number(), header.hash(), header.parentHash(), header.time(), header.number(), -1);
    }

    /** How often a head was taken. */
    public int taken() {
        return taken.get();
    }

    @Override
    public @Nullable ServedHead acquire() {
        while (true) {
            ServedHead current = served;
            if (current == null) {
                return null;
            }
            // Freed meanwhile only if a newer one took its place: look again.
            if (current.retain()) {
                taken.incrementAndGet();
                return current;
            }
        }
    }

    @Override
    public @Nullable Head head() {
        ServedHead current = served;
        return current == null ? null : current.head();
    }
}
