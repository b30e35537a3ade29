package dev.drover.store;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** A cursor over a freezer, under geth's database keys. Reads one block ahead, and only the hash of that block. */
final class FreezerCursor implements Cursor {
    /** The freezer as the cursor reads it. */
    interface Blocks {
        /** Returns the number after the last block. */
        long end();

        /** Returns the keys of a block that begin with {@code prefix}, in ascending order. */
        List<byte[]> keys(byte prefix, long number);

        /** Returns the value under a key, or null if there is none. */
        byte @Nullable [] get(byte[] key);
    }

    private static final byte[] PREFIXES = {'b', 'h', 'r'};

    private final Blocks freezer;
    private final byte[] from;
    private final byte @Nullable [] to;
    private int prefix = -1;
    private long number;
    private Iterator<byte[]> keys = List.<byte[]>of().iterator();
    private byte @Nullable [] key;

    FreezerCursor(Blocks freezer, byte[] from, byte @Nullable [] to) {
        this.freezer = freezer;
        this.from = from.clone();
        this.to = to == null ? null : to.clone();
        this.number = freezer.end();
    }

    @Override
    public boolean next() {
        do {
            while (!keys.hasNext() && nextBlock()) {
                keys = freezer.keys(PREFIXES[prefix], number++).iterator();
            }
            key = keys.hasNext() ? keys.next() : null;
        } while (key != null && Arrays.compareUnsigned(key, from) < 0);
        if (key != null && to != null && Arrays.compareUnsigned(key, to) >= 0) {
            close();
        }
        return key != null;
    }

    @Override
    public byte[] key() {
        return current().clone();
    }

    @Override
    public byte[] value() {
        byte[] value = freezer.get(current());
        if (value == null) {
            throw new StoreException("the freezer no longer contains a key that it contained before");
        }
        return value;
    }

    @Override
    public void close() {
        key = null;
        keys = List.<byte[]>of().iterator();
        prefix = PREFIXES.length;
    }

    /** Advances to a prefix and number whose keys may be in the range. Returns false if there is none. */
    private boolean nextBlock() {
        while (number >= freezer.end() && prefix < PREFIXES.length) {
            prefix++;
            number = prefix < PREFIXES.length ? firstNumber(PREFIXES[prefix]) : 0;
        }
        return prefix < PREFIXES.length;
    }

    /** Returns the first number whose keys with this prefix may be at or above {@code from}. */
    private long firstNumber(byte letter) {
        int begins = from.length == 0 ? 0 : from[0] & 0xff;
        if (begins < letter) {
            return 0;
        }
        long first = Schema.decodeNumber(Arrays.copyOfRange(from, 1, 1 + Long.BYTES));
        return begins > letter || first < 0 ? freezer.end() : first;
    }

    private byte[] current() {
        if (key == null) {
            throw new NoSuchElementException("next() was not called or found no key");
        }
        return key;
    }
}
