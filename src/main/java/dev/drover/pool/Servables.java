package dev.drover.pool;

import dev.drover.chain.Hash;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which heads this replica can serve, as far as it knows: its own, and those that it was told of. */
final class Servables {
    private static final int MOST = 1_024;
    private static final long ASK_AGAIN_NANOS = PoolTimes.nanos(25);

    private final Map<Hash, Boolean> known = new LinkedHashMap<>();
    private final Map<Hash, Moment> asked = new LinkedHashMap<>();

    void learn(HeadRef head, boolean servable) {
        put(known, head.hash(), servable);
    }

    boolean has(@Nullable HeadRef head) {
        return head != null && known.getOrDefault(head.hash(), false);
    }

    /** The question for each of these heads that is not known to be servable and was not asked for a moment ago. */
    List<Action> questions(Moment now, @Nullable HeadRef... heads) {
        List<Action> questions = new ArrayList<>();
        for (HeadRef head : heads) {
            if (head == null || has(head)) {
                continue;
            }
            Moment before = asked.get(head.hash());
            if (before == null || now.nanosSince(before) >= ASK_AGAIN_NANOS) {
                put(asked, head.hash(), now);
                questions.add(new Action.AskServable(head));
            }
        }
        return questions;
    }

    private static <V> void put(Map<Hash, V> map, Hash hash, V value) {
        map.remove(hash);
        map.put(hash, value);
        if (map.size() > MOST) {
            map.remove(map.keySet().iterator().next());
        }
    }
}
