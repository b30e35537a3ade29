package dev.drover.rlp;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * Writes canonical RLP into a growing buffer. A list's header is inserted when the list is closed, so sizes need not be known in
 * advance. Not thread-safe.
 */
public final class RlpWriter {
    private static final int SHORT = 55;

    private byte[] buffer;
    private int size;
    private int[] listStarts = new int[8];
    private int depth;

    /** Creates an empty writer. */
    public RlpWriter() {
        this(128);
    }

    /** Creates an empty writer with room for about {@code sizeHint} bytes. */
    public RlpWriter(int sizeHint) {
        buffer = new byte[Math.max(16, sizeHint)];
    }

    /** Opens a list; items written until {@link #endList} are its items. */
    public RlpWriter beginList() {
        if (depth == listStarts.length) {
            listStarts = Arrays.copyOf(listStarts, depth * 2);
        }
        listStarts[depth++] = size;
        return this;
    }

    /** Closes the innermost open list. */
    public RlpWriter endList() {
        int start = listStarts[--depth];
        int length = size - start;
        int headLength = headLength(length);
        reserve(headLength);
        System.arraycopy(buffer, start, buffer, start + headLength, length);
        size = start;
        writeHead(0xc0, length);
        size += length;
        return this;
    }

    /** Writes a byte string. */
    public RlpWriter bytes(byte[] value) {
        return bytes(value, 0, value.length);
    }

    /** Writes a part of {@code value} as a byte string. */
    public RlpWriter bytes(byte[] value, int start, int length) {
        if (length == 1 && value[start] >= 0) {
            reserve(1);
            buffer[size++] = value[start];
            return this;
        }
        reserve(headLength(length) + length);
        writeHead(0x80, length);
        System.arraycopy(value, start, buffer, size, length);
        size += length;
        return this;
    }

    /** Writes {@code value} as an unsigned integer. */
    public RlpWriter uint64(long value) {
        int length = (71 - Long.numberOfLeadingZeros(value)) / 8;
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (value >>> 8 * (length - 1 - i));
        }
        return bytes(bytes);
    }

    /** Writes an integer that must not be negative. */
    public RlpWriter integer(BigInteger value) {
        if (value.signum() < 0) {
            throw new IllegalArgumentException("RLP has no negative integers");
        }
        byte[] bytes = value.toByteArray();
        int start = bytes[0] == 0 ? 1 : 0;
        return bytes(bytes, start, bytes.length - start);
    }

    /** Appends an item that is already encoded. */
    public RlpWriter raw(byte[] rlp) {
        reserve(rlp.length);
        System.arraycopy(rlp, 0, buffer, size, rlp.length);
        size += rlp.length;
        return this;
    }

    /** Returns a copy of the RLP written so far. All lists must be closed. */
    public byte[] toBytes() {
        if (depth != 0) {
            throw new IllegalStateException(depth + " lists are still open");
        }
        return Arrays.copyOf(buffer, size);
    }

    private static int headLength(int length) {
        return length <= SHORT ? 1 : 1 + lengthOf(length);
    }

    private static int lengthOf(int length) {
        return (39 - Integer.numberOfLeadingZeros(length)) / 8;
    }

    private void writeHead(int base, int length) {
        if (length <= SHORT) {
            buffer[size++] = (byte) (base + length);
            return;
        }
        int lengthOfLength = lengthOf(length);
        buffer[size++] = (byte) (base + SHORT + lengthOfLength);
        for (int i = lengthOfLength - 1; i >= 0; i--) {
            buffer[size++] = (byte) (length >>> 8 * i);
        }
    }

    private void reserve(int more) {
        if (buffer.length - size < more) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + more));
        }
    }
}
