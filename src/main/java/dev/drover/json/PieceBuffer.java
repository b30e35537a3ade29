package dev.drover.json;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where a {@link JsonWriter} writes: an array that grows, and past a size further arrays, so that large answers are neither
 * copied nor need one large piece of memory.
 */
abstract class PieceBuffer {
    /** How far an array grows, unless a single value is larger. */
    static final int PIECE_BYTES = 64 * 1024;

    /** The array being written: {@link #room} before each writing. */
    byte[] buffer;

    /** Bytes in {@link #buffer}. */
    int length;

    private @Nullable Full full;
    private long most = Long.MAX_VALUE;

    PieceBuffer(int capacity) {
        buffer = new byte[Math.max(capacity, 16)];
    }

    /**
     * An array to which nothing more is written.
     *
     * @param before the one before it
     * @param length how many of the array's bytes count; at least one
     * @param end how many bytes there are up to here, those of the arrays before included
     */
    private record Full(@Nullable Full before, byte[] array, int length, long end) {}

    /** What was written up to a moment. Further writing never changes it: any thread may read it, handed over safely. */
    public static final class Mark {
        private final @Nullable Full full;
        private final byte[] array;
        private final int length;

        private Mark(@Nullable Full full, byte[] array, int length) {
            this.full = full;
            this.array = array;
            this.length = length;
        }
    }

    /** Bytes written so far. */
    public final long length() {
        return (full == null ? 0 : full.end()) + length;
    }

    /** What is written so far. */
    public final Mark mark() {
        return new Mark(full, buffer, length);
    }

    /** Takes back all that was written after {@code mark}. */
    public final void rewind(Mark mark) {
        full = mark.full;
        buffer = mark.array;
        length = mark.length;
    }

    /** What was written, not copied: nothing may be written any more. */
    public final Pieces pieces() {
        ArrayDeque<ByteBuffer> pieces = new ArrayDeque<>();
        for (Full piece = seal(mark()); piece != null; piece = piece.before()) {
            pieces.addFirst(ByteBuffer.wrap(piece.array(), 0, piece.length()));
        }
        return new Pieces(pieces);
    }

    /** A copy of what was written. */
    public final byte[] toBytes() {
        return pieces().takeAll();
    }

    /** What was written, as text. */
    @Override
    public final String toString() {
        return new String(toBytes(), StandardCharsets.UTF_8);
    }

    /** Begins with what {@code mark} is of, whatever else is written there. Only before anything is written. */
    final void startAfter(Mark mark) {
        full = seal(mark);
    }

    /**
     * Sets the number of bytes that may be written in all. Writing more throws {@link JsonTooLargeException}; as the limit is
     * only checked where memory is allocated, an excess smaller than a piece may pass.
     */
    public final void limit(long bytes) {
        most = bytes;
    }

    /** The last byte written; 0 if there is none. */
    final byte last() {
        if (length > 0) {
            return buffer[length - 1];
        }
        return full == null ? 0 : full.array()[full.length() - 1];
    }

    /** Makes room for {@code size} bytes. */
    final void room(int size) {
        if (buffer.length - length < size) {
            grow(size);
        }
    }

    /** Appends {@code count} bytes of {@code bytes}, over as many arrays as it takes. */
    final void append(byte[] bytes, int start, int count) {
        int done = 0;
        while (done < count) {
            int left = count - done;
            if (length == buffer.length || buffer.length < PIECE_BYTES) {
                room(Math.min(left, PIECE_BYTES));
            }
            int some = Math.min(left, buffer.length - length);
            System.arraycopy(bytes, start + done, buffer, length, some);
            length += some;
            done += some;
        }
    }

    private void grow(int size) {
        if (length() + size > most) {
            throw new JsonTooLargeException();
        }
        if (length + (long) size <= PIECE_BYTES) {
            buffer = Arrays.copyOf(buffer, Math.min(PIECE_BYTES, Math.max(length + size, 2 * buffer.length)));
        } else {
            full = seal(mark());
            buffer = new byte[Math.max(PIECE_BYTES, size)];
            length = 0;
        }
    }

    private static @Nullable Full seal(Mark mark) {
        Full before = mark.full;
        return mark.length == 0
                ? before
                : new Full(before, mark.array, mark.length, (before == null ? 0 : before.end()) + mark.length);
    }
}
