package dev.drover.pool.live;

import dev.drover.chain.Hash;
import dev.drover.chain.Head;
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
 * The heads that this replica has applied and the pool may still release, by position, with the change that led to each. All
 * of it is bounded: each head holds a view of the store, each change its headers. On the pool's thread.
 */
final class AppliedHeads implements AutoCloseable {
    /** Blocks that a change may have. Beyond that it has none, and announcers read them from the store. */
    static final int CHANGE_BLOCKS_MAX = 1_024;
    /** Heads kept until the first is shown: only the newest matter to a replica that has not joined. */
    static final int UNSHOWN_MAX = 64;

    private final NavigableMap<Long, KeptHead> byPosition = new TreeMap<>();
    private final int most;
    private boolean shown;

    private record KeptHead(ServedHead served, @Nullable HeadChange change, long nanos) {}

    /** Keeps {@code most} heads, which are at least three. */
    AppliedHeads(int most) {
        this.most = most;
    }

    /**
     * Adds the tracker's next head; its count passes to this object. If there are too many, one goes: before any was shown
     * the oldest, after that the oldest but the shown and the promised one, whose change the next one takes over.
     *
     * @param promised position of the head that this replica has promised to serve
     * @return the head that went; null if none did
     */
    @Nullable Head add(ServedHead served, @Nullable HeadChange change, long promised) {
        KeptHead before = byPosition.remove(served.head().position());
        put(served, before == null ? bounded(change) : combine(before.change, change), System.nanoTime());
        if (before != null) {
            before.served.release();
        }
        if (!shown) {
            return byPosition.size() > Math.min(most, UNSHOWN_MAX) ? remove(byPosition.firstKey()) : null;
        }
        return byPosition.size() > most ? dropOne(promised) : null;
    }

    private Head dropOne(long promised) {
        Long second = byPosition.higherKey(byPosition.firstKey());
        Long gone = second == promised ? byPosition.higherKey(second) : second;
        KeptHead next = byPosition.higherEntry(gone).getValue();
        HeadChange change = combine(at(gone).change, next.change);
        Head head = remove(gone);
        put(next.served, change, next.nanos);
        return head;
    }

    private void put(ServedHead served, @Nullable HeadChange change, long nanos) {
        byPosition.put(served.head().position(), new KeptHead(served, change, nanos));
    }

    private Head remove(long position) {
        KeptHead gone = Objects.requireNonNull(byPosition.remove(position));
        gone.served.release();
        return gone.served.head();
    }

    /** The head that the record at {@code position} made; null if it is not here, or another. No count passes. */
    @Nullable ServedHead find(long position, Hash hash) {
        KeptHead applied = byPosition.get(position);
        return applied == null || !applied.served.head().hash().equals(hash) ? null : applied.served;
    }

    /** What changes for those who saw the head at {@code from} when they see the one at {@code to}. */
    HeadChange change(long from, long to) {
        HeadChange all = null;
        for (KeptHead applied : byPosition.subMap(from, false, to, true).values()) {
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

    /** The head at {@code position} is shown from now on. Forgets those before it: the pool never goes back. */
    void show(long position) {
        shown = true;
        dropBefore(position);
    }

    private void dropBefore(long position) {
        Collection<KeptHead> gone = byPosition.headMap(position, false).values();
        gone.forEach(applied -> applied.served.release());
        gone.clear();
    }

    private KeptHead at(long position) {
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

    /**
     * One change that does what both do: what the first adds and the second reverts was never seen, and the other way round.
     * Without blocks if it would have too many.
     */
    static @Nullable HeadChange combine(@Nullable HeadChange first, @Nullable HeadChange second) {
        if (first == null || second == null) {
            return bounded(first == null ? second : first);
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
        return bounded(new HeadChange(second.head(), reverted, added));
    }

    private static @Nullable HeadChange bounded(@Nullable HeadChange change) {
        return change == null || change.reverted().size() + change.added().size() <= CHANGE_BLOCKS_MAX
                ? change
                : new HeadChange(change.head(), List.of(), List.of());
    }

    private static boolean removeLast(List<Header> blocks, Header block) {
        if (blocks.isEmpty() || !blocks.getLast().hash().equals(block.hash())) {
            return false;
        }
        blocks.removeLast();
        return true;
    }
}
