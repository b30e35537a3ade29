package dev.drover.evm;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The memory of one call. Grows by words of 32 bytes, which are zero until they are written. */
final class Memory {
    /** The largest memory in bytes; more would cost over 2^42 gas. */
    static final int SIZE_MAX = Integer.MAX_VALUE - 63;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final byte[] NONE = new byte[0];

    /** A buffer up to this many bytes is kept for the next call. */
    private static final int KEPT_MAX = 1 << 16;

    private byte[] bytes = new byte[1024];
    private int size;

    int size() {
        return size;
    }

    /** Clears the memory for the next call. */
    void clear() {
        if (bytes.length > KEPT_MAX) {
            bytes = new byte[1024];
        } else {
            Arrays.fill(bytes, 0, size, (byte) 0);
        }
        size = 0;
    }

    /** Grows the memory to {@code newSize} bytes, a multiple of 32, unless it already has that size. */
    void grow(int newSize) {
        if (newSize <= size) {
            return;
        }
        if (newSize > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(SIZE_MAX, Math.max(2L * bytes.length, newSize)));
        }
        size = newSize;
    }

    /** Reads the word at {@code offset} into four longs starting at {@code s[a]}. */
    void load(int offset, long[] s, int a) {
        s[a] = (long) LONGS.get(bytes, offset);
        s[a + 1] = (long) LONGS.get(bytes, offset + 8);
        s[a + 2] = (long) LONGS.get(bytes, offset + 16);
        s[a + 3] = (long) LONGS.get(bytes, offset + 24);
    }

    /** Writes the four longs starting at {@code s[a]} as the word at {@code offset}. */
    void store(int offset, long[] s, int a) {
        LONGS.set(bytes, offset, s[a]);
        LONGS.set(bytes, offset + 8, s[a + 1]);
        LONGS.set(bytes, offset + 16, s[a + 2]);
        LONGS.set(bytes, offset + 24, s[a + 3]);
    }

    void storeByte(int offset, byte value) {
        bytes[offset] = value;
    }

    /** Returns a copy of a range, which must be within the memory unless it is empty. */
    byte[] read(int offset, int length) {
        if (length == 0) {
            return NONE;
        }
        return Arrays.copyOfRange(bytes, offset, offset + length);
    }

    /** Returns a copy of a range; bytes beyond the end of the memory are zero. */
    byte[] readBeyond(int offset, int length) {
        byte[] part = new byte[length];
        int available = Math.min(length, size - offset);
        if (available > 0) {
            System.arraycopy(bytes, offset, part, 0, available);
        }
        return part;
    }

    /** Writes {@code length} bytes of {@code source} from {@code start} on; bytes beyond its end are zero. */
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

    /** Copies a range within the memory. The ranges may overlap. */
    void move(int target, int source, int length) {
        if (length > 0) {
            System.arraycopy(bytes, source, bytes, target, length);
        }
    }

    /** Returns the memory's buffer for hashing. Must be neither modified nor kept. */
    byte[] raw() {
        return bytes;
    }
}
