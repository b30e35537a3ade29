package dev.drover.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Keys of the top layer: a byte for the key space, followed by the key. */
final class TopKeys {
    /** Key space of the replica's own records and of the store's. */
    static final byte OWN = 0;
    /** Key space of the chain's data. */
    static final byte USER = 1;
    /** Start of the range of the chain's data, inclusive. */
    static final byte[] USER_START = {USER};
    /** End of the range of the chain's data, exclusive. */
    static final byte[] USER_END = {USER + 1};

    /** Name of the store's record of its format, an 8-byte number. */
    static final String FORMAT = "format";
    /** Name of the store's record of the {@link JournalPosition} up to which the index contains the journal. */
    static final String POSITION = "journal";
    /** The format that this version writes. */
    static final long FORMAT_VERSION = 1;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private TopKeys() {}

    static byte[] user(byte[] key) {
        return prefixed(USER, key);
    }

    static byte[] own(String name) {
        return prefixed(OWN, name.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the key without the byte for the key space. */
    static byte[] stripped(byte[] topKey) {
        return Arrays.copyOfRange(topKey, 1, topKey.length);
    }

    /**
     * Returns the first 8 bytes of a key, padded with zeros. If these differ between two keys, comparing them as unsigned
     * numbers orders the keys.
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
