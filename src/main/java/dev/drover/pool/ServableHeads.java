package dev.drover.pool;

import dev.drover.chain.Hash;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The heads that this replica is known to be able to serve, or not. */
final class ServableHeads {
    private static final long ASK_AGAIN_NANOS = PoolTimes.nanos(25);

    private final Map<Key, Boolean> known = new LinkedHashMap<>();
    private final Map<Key, Moment> asked = new LinkedHashMap<>();
    private long droppedUpTo = View.UNSET;

    /** Tags belong to a position, so the same block at another position is another head. */
    private record Key(long position, Hash hash) {
        static Key of(HeadRef head) {
            return new Key(head.position(), head.hash());
        }
    }

    void learn(HeadRef head, boolean servable) {
        put(known, Key.of(head), servable);
    }

    /** Notes that a head which was servable has been dropped to make room for newer ones. */
    void drop(HeadRef head) {
        learn(head, false);
        droppedUpTo = Math.max(droppedUpTo, head.position());
    }

    /** Returns whether this replica cannot serve a head because it has dropped heads up to there. */
    boolean dropped(@Nullable HeadRef head) {
        return head != null && head.position() <= droppedUpTo && !has(head);
    }

    boolean has(@Nullable HeadRef head) {
        return head != null && known.getOrDefault(Key.of(head), false);
    }

    /** Returns a question for each of these heads that is not known to be servable and was not asked for recently. */
    List<Action> questions(Moment now, @Nullable HeadRef... heads) {
        List<Action> questions = new ArrayList<>();
        for (HeadRef head : heads) {
            if (head == null || has(head)) {
                continue;
            }
            Moment before = asked.get(Key.of(head));
            if (before == null || now.nanosSince(before) >= ASK_AGAIN_NANOS) {
                put(asked, Key.of(head), now);
                questions.add(new Action.AskServable(head));
            }
        }
        return questions;
    }

    private static <V> void put(Map<Key, V> map, Key key, V value) {
        map.remove(key);
        map.put(key, value);
        if (map.size() > HeadRef.KEPT_MAX) {
            map.remove(map.keySet().iterator().next());
        }
    }
}
