package dev.drover.chain;

import dev.drover.crypto.Keccak;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.HexFormat;

/**
 * A hash of 32 bytes that identifies a block, a transaction, a trie node or code by its content. It is held as four
 * big-endian words: a value without a shared array, cheap to compare and to use as a key.
 */
public record Hash(long w0, long w1, long w2, long w3) {
    /** The length of a hash in bytes. */
    public static final int LENGTH = 32;

    /** The hash of 32 zero bytes, which geth writes for "none". */
    public static final Hash ZERO = new Hash(0, 0, 0, 0);

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** Returns the hash with these 32 bytes. Throws IllegalArgumentException for any other length. */
    public static Hash of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a hash has 32 bytes, not " + bytes.length);
        }
        return of(bytes, 0);
    }

    /** Returns the hash in {@code bytes} from {@code start} on. */
    public static Hash of(byte[] bytes, int start) {
        return new Hash(
                (long) LONGS.get(bytes, start),
                (long) LONGS.get(bytes, start + 8),
                (long) LONGS.get(bytes, start + 16),
                (long) LONGS.get(bytes, start + 24));
    }

    /**
     * Returns the hash written as 64 hex digits, with or without 0x. Throws IllegalArgumentException for anything else.
     */
    public static Hash fromHex(String hex) {
        return of(HexFormat.of().parseHex(hex.startsWith("0x") ? hex.substring(2) : hex));
    }

    /** Returns the Keccak-256 hash of {@code content}. */
    public static Hash keccak(byte[] content) {
        return of(Keccak.hash(content));
    }

    /** Returns the 32 bytes as a new array. */
    public byte[] toBytes() {
        byte[] bytes = new byte[LENGTH];
        putTo(bytes, 0);
        return bytes;
    }

    /** Writes the 32 bytes into {@code target} from {@code start} on. */
    public void putTo(byte[] target, int start) {
        LONGS.set(target, start, w0);
        LONGS.set(target, start + 8, w1);
        LONGS.set(target, start + 16, w2);
        LONGS.set(target, start + 24, w3);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(w0 ^ w3);
    }

    /** Returns 0x and 64 hex digits, as in JSON-RPC. */
    @Override
    public String toString() {
        return "0x" + HexFormat.of().formatHex(toBytes());
    }
}
