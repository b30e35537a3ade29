package dev.drover.store;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** A walk over a freezer under the keys that its blocks had. Reads one block ahead, and of it the hash only. */
final class FreezerCursor implements Cursor {
    private static final byte[] PREFIXES = {'b', 'h', 'r'};

    private final Freezer freezer;
    private final byte[] from;
    private final byte @Nullable [] to;
    private int prefix = -1;
    private long number;
    private Iterator<byte[]> keys = List.<byte[]>of().iterator();
    private byte @Nullable [] key;

    FreezerCursor(Freezer freezer, byte[] from, byte @Nullable [] to) {
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
            throw new StoreException("the freezer lost a key that it had");
        }
        return value;
    }

    @Override
    public void close() {
        key = null;
        keys = List.<byte[]>of().iterator();
        prefix = PREFIXES.length;
    }

    /** Steps to a prefix and number whose keys may be in the range; false if there is none any more. */
    private boolean nextBlock() {
        while (number >= freezer.end() && prefix < PREFIXES.length) {
            prefix++;
            number = prefix < PREFIXES.length ? firstNumber(PREFIXES[prefix]) : 0;
        }
        return prefix < PREFIXES.length;
    }

    /** The first number whose keys with this prefix may be at or above {@code from}. */
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
