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
 * The heads that this replica has applied and the pool may still release, by position, with the change that led to
 * each. Bounded, because each head holds a view of the store and each change holds headers. Used on the pool's thread.
 */
final class AppliedHeads implements AutoCloseable {
    /**
     * The maximum number of blocks of a change. A larger change has none, and announcers read the blocks from the
     * store.
     */
    static final int CHANGE_BLOCKS_MAX = 1_024;
    /** The number of heads kept before this replica asks to join: until then it needs only the newest. */
    static final int UNSHOWN_MAX = 64;

    private final NavigableMap<Long, KeptHead> byPosition = new TreeMap<>();
    private final int most;
    private boolean shown;
    private boolean joining;
    private @Nullable Head lastDropped;

    private record KeptHead(ServedHead served, @Nullable HeadChange change, long nanos) {}

    /** Creates an empty collection that keeps at most {@code most} heads, at least 3. */
    AppliedHeads(int most) {
        this.most = most;
    }

    /**
     * Adds the tracker's next head; its retain count passes to this object. If there are too many heads, one is
     * dropped: before {@link #join} the oldest, with its change; after that the oldest except the served and the promised
     * one, whose change is merged into that of the next.
     *
     * @param promised the position of the head that this replica has promised to serve
     * @return the head that was dropped, or null
     */
    @Nullable Head add(ServedHead served, @Nullable HeadChange change, long promised) {
        KeptHead before = byPosition.remove(served.head().position());
        put(served, before == null ? bounded(change) : combine(before.change, change), System.nanoTime());
        if (before != null) {
            before.served.release();
        }
        if (!shown && !joining) {
            return byPosition.size() > Math.min(most, UNSHOWN_MAX) ? remove(byPosition.firstKey()) : null;
        }
        return byPosition.size() > most ? dropOne(promised) : null;
    }

    private Head dropOne(long promised) {
        long first = byPosition.firstKey();
        long oldest = shown ? byPosition.higherKey(first) : first;
        long gone = oldest == promised ? byPosition.higherKey(oldest) : oldest;
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
        lastDropped = gone.served.head();
        return lastDropped;
    }

    /** Returns the head that was dropped last to make room, or null. */
    @Nullable Head lastDropped() {
        return lastDropped;
    }

    /** Returns the head with this position and hash, or null if it is not kept. Does not retain it. */
    @Nullable ServedHead find(long position, Hash hash) {
        KeptHead applied = byPosition.get(position);
        return applied == null || !applied.served.head().hash().equals(hash) ? null : applied.served;
    }

    /** Returns the change from the head at {@code from} to the one at {@code to}. */
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

    /** Returns the change that led to the head at {@code position}, or null if that head was found at the start. */
    @Nullable HeadChange changeTo(long position) {
        return at(position).change;
    }

    /** Returns when the head at {@code position} was applied, as {@link System#nanoTime}. */
    long appliedNanos(long position) {
        return at(position).nanos;
    }

    /** Notes that this replica asks to join: from now on the pool may release any of its heads. */
    void join() {
        joining = true;
    }

    /**
     * Notes that the head at {@code position} is served from now on, and drops those before it, since positions never
     * decrease.
     */
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

    /** Returns the number of heads kept. */
    int size() {
        return byPosition.size();
    }

    /** Drops all heads. */
    @Override
    public void close() {
        dropBefore(Long.MAX_VALUE);
    }

    /**
     * Returns one change with the effect of both. A block that one adds and the other reverts cancels out. Has no
     * blocks if there would be too many.
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
