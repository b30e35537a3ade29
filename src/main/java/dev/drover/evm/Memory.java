package dev.drover.evm;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The memory of one call: grows by words of 32 bytes, is zero where nothing was written. */
final class Memory {
    /** Memory of more bytes than this would cost more gas than 2^32. */
    static final int SIZE_MAX = Integer.MAX_VALUE - 63;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final byte[] NONE = new byte[0];

    /** Kept for the next call if it is no longer than this. */
    private static final int KEPT_MAX = 1 << 16;

    private byte[] bytes = new byte[1024];
    private int size;

    int size() {
        return size;
    }

    /** Makes it as new. */
    void clear() {
        if (bytes.length > KEPT_MAX) {
            bytes = new byte[1024];
        } else {
            Arrays.fill(bytes, 0, size, (byte) 0);
        }
        size = 0;
    }

    /** Grows to {@code newSize} bytes, a multiple of 32, unless it is that large already. */
    void grow(int newSize) {
        if (newSize <= size) {
            return;
        }
        if (newSize > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(SIZE_MAX, Math.max(2L * bytes.length, newSize)));
        }
        size = newSize;
    }

    /** Reads the word at {@code offset} into four longs from {@code a} on. */
    void load(int offset, long[] s, int a) {
        s[a] = (long) LONGS.get(bytes, offset);
        s[a + 1] = (long) LONGS.get(bytes, offset + 8);
        s[a + 2] = (long) LONGS.get(bytes, offset + 16);
        s[a + 3] = (long) LONGS.get(bytes, offset + 24);
    }

    /** Writes four longs from {@code a} on as the word at {@code offset}. */
    void store(int offset, long[] s, int a) {
        LONGS.set(bytes, offset, s[a]);
        LONGS.set(bytes, offset + 8, s[a + 1]);
        LONGS.set(bytes, offset + 16, s[a + 2]);
        LONGS.set(bytes, offset + 24, s[a + 3]);
    }

    void storeByte(int offset, byte value) {
        bytes[offset] = value;
    }

    /** A copy of {@code length} bytes from {@code offset} on; if there are any, the memory must reach so far. */
    byte[] read(int offset, int length) {
        if (length == 0) {
            return NONE;
        }
        return Arrays.copyOfRange(bytes, offset, offset + length);
    }

    /** As {@link #read}, but the part may lie beyond the end. */
    byte[] readBeyond(int offset, int length) {
        byte[] part = new byte[length];
        int available = Math.min(length, size - offset);
        if (available > 0) {
            System.arraycopy(bytes, offset, part, 0, available);
        }
        return part;
    }

    /** Copies bytes of {@code source} from {@code start} on; what lies beyond its end is zero. */
    void write(int offset, byte[] source, long start, int length) {
        if (length == 0) {
            return;
        }
        int available = start >= source.length ? 0 : (int) Math.min(length, source.length - start);
        if (available > 0) {
            System.arraycopy(source, (int) start, bytes, offset, available);
        }
        Arrays.fill(bytes, offset + available, offset + length, (byte) 0);
    }

    /** Copies within the memory; the parts may overlap. */
    void move(int target, int source, int length) {
        if (length > 0) {
            System.arraycopy(bytes, source, bytes, target, length);
        }
    }

    /** The bytes that keccak reads: not to be changed nor kept. */
    byte[] raw() {
        return bytes;
    }
}
