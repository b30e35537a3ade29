package dev.drover.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Keys of the writable layer: one byte names the key space, the key follows. */
final class TopKeys {
    /** The owner's own records, and the store's. */
    static final byte OWN = 0;
    /** What users put and delete. */
    static final byte USER = 1;
    /** Before all keys of users. */
    static final byte[] USER_START = {USER};
    /** After all keys of users. */
    static final byte[] USER_END = {USER + 1};

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private TopKeys() {}

    static byte[] user(byte[] key) {
        return prefixed(USER, key);
    }

    static byte[] own(String name) {
        return prefixed(OWN, name.getBytes(StandardCharsets.UTF_8));
    }

    /** The user's key in one of ours. */
    static byte[] stripped(byte[] topKey) {
        return Arrays.copyOfRange(topKey, 1, topKey.length);
    }

    /**
     * The first 8 bytes of a key, zeros behind a shorter one: where two keys differ here, comparing these as unsigned numbers
     * orders the keys.
     */
    static long order(byte[] topKey) {
        return topKey.length >= 8 ? (long) LONG.get(topKey, 0) : (long) LONG.get(Arrays.copyOf(topKey, 8), 0);
    }

    private static byte[] prefixed(byte space, byte[] key) {
        byte[] topKey = new byte[key.length + 1];
        topKey[0] = space;
        System.arraycopy(key, 0, topKey, 1, key.length);
        return topKey;
    }
}
