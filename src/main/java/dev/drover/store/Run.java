package dev.drover.store;

import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** A sorted run of distinct keys and their slots. Immutable. */
final class Run {
    private final long[] orders;
    private final byte[][] keys;
    private final byte[][] slots;

    private Run(long[] orders, byte[][] keys, byte[][] slots) {
        this.orders = orders;
        this.keys = keys;
        this.slots = slots;
    }

    /** Creates a run of writes with distinct keys in ascending order, and their slots. */
    static Run of(List<Write> writes, byte[][] slots) {
        long[] orders = new long[slots.length];
        byte[][] keys = new byte[slots.length][];
        for (int i = 0; i < slots.length; i++) {
            orders[i] = writes.get(i).order();
            keys[i] = writes.get(i).key();
        }
        return new Run(orders, keys, slots);
    }

    /** Creates a run of distinct keys in ascending order, and their slots. */
    static Run of(byte[][] keys, byte[][] slots) {
        return new Run(Arrays.stream(keys).mapToLong(TopKeys::order).toArray(), keys, slots);
    }

    int size() {
        return keys.length;
    }

    byte[] key(int index) {
        return keys[index];
    }

    byte[] slot(int index) {
        return slots[index];
    }

    byte @Nullable [] find(byte[] key, long order) {
        int index = ceiling(key, order);
        return index < keys.length && Arrays.equals(keys[index], key) ? slots[index] : null;
    }

    /** Merges two runs. For a key in both, the slot of {@code newer} wins. */
    static Run merge(Run older, Run newer) {
        int most = older.size() + newer.size();
        long[] orders = new long[most];
        byte[][] keys = new byte[most][];
        byte[][] slots = new byte[most][];
        int count = 0;
        for (int i = 0, j = 0; i < older.size() || j < newer.size(); count++) {
            int side = i == older.size() ? 1 : j == newer.size() ? -1 : compare(older, i, newer, j);
            Run from = side < 0 ? older : newer;
            int at = side < 0 ? i : j;
            orders[count] = from.orders[at];
            keys[count] = from.keys[at];
            slots[count] = from.slots[at];
            i += side <= 0 ? 1 : 0;
            j += side >= 0 ? 1 : 0;
        }
        return count == most
                ? new Run(orders, keys, slots)
                : new Run(Arrays.copyOf(orders, count), Arrays.copyOf(keys, count), Arrays.copyOf(slots, count));
    }

    /** Returns a cursor over the slots of keys in a range. */
    Cursor scan(byte[] from, byte[] to) {
        return new RunCursor(ceiling(from, TopKeys.order(from)), ceiling(to, TopKeys.order(to)));
    }

    private static int compare(Run a, int i, Run b, int j) {
        int byOrder = Long.compareUnsigned(a.orders[i], b.orders[j]);
        return byOrder != 0 ? byOrder : Arrays.compareUnsigned(a.keys[i], b.keys[j]);
    }

    /** Returns the index of the first key that is not less than {@code key}. */
    private int ceiling(byte[] key, long order) {
        int low = 0;
        int high = keys.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            int side = Long.compareUnsigned(orders[middle], order);
            if (side < 0 || (side == 0 && Arrays.compareUnsigned(keys[middle], key) < 0)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private final class RunCursor implements Cursor {
        private final int end;
        private int at;

        RunCursor(int start, int end) {
            this.at = start - 1;
            this.end = end;
        }

        @Override
        public boolean next() {
            at = Math.min(at + 1, Math.max(at, end));
            return at < end;
        }

        @Override
        public byte[] key() {
            return keys[valid()];
        }

        @Override
        public byte[] value() {
            return slots[valid()];
        }

        private int valid() {
            if (at >= end) {
                throw new NoSuchElementException("next() was not called or found no key");
            }
            return at;
        }

        @Override
        public void close() {}
    }
}
