package dev.drover.pool.live;

import dev.drover.chain.Hash;
import dev.drover.chain.Header;
import dev.drover.head.HeadChange;
import dev.drover.head.ServedHead;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The heads that this replica has applied and the pool may still release, by position, with the change that led to each. On
 * the pool's thread.
 */
final class AppliedHeads implements AutoCloseable {
    private final NavigableMap<Long, Applied> byPosition = new TreeMap<>();
    private final int most;

    private record Applied(ServedHead served, @Nullable HeadChange change, long nanos) {}

    /** Keeps {@code most} heads; each holds a view of the store. */
    AppliedHeads(int most) {
        this.most = most;
    }

    /**
     * Adds the tracker's next head; its count passes to this object. If there are too many, one in the middle goes: the oldest
     * is the one that is shown, the newest the one that will be.
     */
    void add(ServedHead served, @Nullable HeadChange change) {
        Applied before = byPosition.put(served.head().position(), new Applied(served, change, System.nanoTime()));
        if (before != null) {
            before.served.release();
        }
        if (byPosition.size() > most) {
            Applied oldest = take();
            Applied gone = take();
            Applied next = take();
            keep(oldest);
            keep(new Applied(next.served, combine(gone.change, next.change), next.nanos));
            gone.served.release();
        }
    }

    private Applied take() {
        return Objects.requireNonNull(byPosition.pollFirstEntry()).getValue();
    }

    private void keep(Applied applied) {
        byPosition.put(applied.served.head().position(), applied);
    }

    /** The head that the record at {@code position} made; null if it is not here, or another. No count passes. */
    @Nullable ServedHead find(long position, Hash hash) {
        Applied applied = byPosition.get(position);
        return applied == null || !applied.served.head().hash().equals(hash) ? null : applied.served;
    }

    /** What changes for those who saw the head at {@code from} when they see the one at {@code to}. */
    HeadChange change(long from, long to) {
        HeadChange all = null;
        for (Applied applied : byPosition.subMap(from, false, to, true).values()) {
            all = combine(all, applied.change);
        }
        ServedHead head = at(to).served;
        return all == null
                ? new HeadChange(head.head(), List.of(), List.of())
                : new HeadChange(head.head(), all.reverted(), all.added());
    }

    /** What led to the head at {@code position} alone; null if it was found at the start. */
    @Nullable HeadChange changeTo(long position) {
        return at(position).change;
    }

    /** When the head at {@code position} was applied, by {@link System#nanoTime}. */
    long appliedNanos(long position) {
        return at(position).nanos;
    }

    /** Forgets the heads before {@code position}: the pool never goes back. */
    void dropBefore(long position) {
        Collection<Applied> gone = byPosition.headMap(position, false).values();
        gone.forEach(applied -> applied.served.release());
        gone.clear();
    }

    private Applied at(long position) {
        return Objects.requireNonNull(byPosition.get(position), "no head at this position");
    }

    /** How many there are. */
    int size() {
        return byPosition.size();
    }

    /** Forgets all. */
    @Override
    public void close() {
        dropBefore(Long.MAX_VALUE);
    }

    /** One change that does what both do: what the first adds and the second reverts was never seen, and the other way round. */
    static @Nullable HeadChange combine(@Nullable HeadChange first, @Nullable HeadChange second) {
        if (first == null || second == null) {
            return first == null ? second : first;
        }
        List<Header> reverted = new ArrayList<>(first.reverted());
        List<Header> added = new ArrayList<>(first.added());
        for (Header block : second.reverted()) {
            if (!removeLast(added, block)) {
                reverted.add(block);
            }
        }
        for (Header block : second.added()) {
            if (!added.isEmpty() || !removeLast(reverted, block)) {
                added.add(block);
            }
        }
        return new HeadChange(second.head(), reverted, added);
    }

    private static boolean removeLast(List<Header> blocks, Header block) {
        if (blocks.isEmpty() || !blocks.getLast().hash().equals(block.hash())) {
            return false;
        }
        blocks.removeLast();
        return true;
    }
}
