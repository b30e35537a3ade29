package dev.drover.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One write to the top layer.
 *
 * @param order the first bytes of the key, see {@link TopKeys#order}
 * @param value null to delete the key
 */
record Write(long order, byte[] key, byte @Nullable [] value) implements Comparable<Write> {
    private Write(byte[] key, byte @Nullable [] value) {
        this(TopKeys.order(key), key, value);
    }

    /** Returns the last write of each key in a batch, in ascending order of keys. */
    static List<Write> sorted(Batch batch) {
        Write[] writes = new Write[batch.size() + batch.own().size()];
        int count = 0;
        for (Batch.Entry entry : batch.entries()) {
            writes[count++] = new Write(TopKeys.user(entry.key()), entry.value());
        }
        for (Map.Entry<String, byte[]> own : batch.own().entrySet()) {
            writes[count++] = new Write(TopKeys.own(own.getKey()), own.getValue());
        }
        Arrays.sort(writes);
        List<Write> sorted = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            // The sort is stable: among equal keys, the last write comes last.
            if (i + 1 == count || writes[i].compareTo(writes[i + 1]) != 0) {
                sorted.add(writes[i]);
            }
        }
        return sorted;
    }

    /** Returns true for the chain's data, false for one of the replica's or the store's own records. */
    boolean isChainData() {
        return key[0] == TopKeys.USER;
    }

    @Override
    public int compareTo(Write other) {
        int byOrder = Long.compareUnsigned(order, other.order);
        return byOrder != 0 ? byOrder : Arrays.compareUnsigned(key, other.key);
    }
}
