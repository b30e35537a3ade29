package dev.drover.json;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The buffer of a {@link JsonWriter}: an array that grows up to a size, followed by further arrays, so that a large
 * document is not copied and needs no large contiguous memory.
 */
abstract class PieceBuffer {
    /** The size up to which an array grows, unless a single value is larger. */
    static final int PIECE_BYTES = 64 * 1024;

    /** The array being written; call {@link #room} before each write. */
    byte[] buffer;

    /** The number of bytes in {@link #buffer}. */
    int length;

    private @Nullable Full full;
    private long most = Long.MAX_VALUE;

    PieceBuffer(int capacity) {
        buffer = new byte[Math.max(capacity, 16)];
    }

    /**
     * A finished array.
     *
     * @param before the array before it
     * @param length the number of used bytes; at least one
     * @param end the number of bytes up to its end, including the arrays before it
     */
    private record Full(@Nullable Full before, byte[] array, int length, long end) {}

    /**
     * A position in the document. Later writes do not change what precedes it, so any thread may read it after safe
     * publication.
     */
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

    /** Returns the number of bytes written so far. */
    public final long length() {
        return (full == null ? 0 : full.end()) + length;
    }

    /** Returns the current position. */
    public final Mark mark() {
        return new Mark(full, buffer, length);
    }

    /** Discards everything written after {@code mark}. */
    public final void rewind(Mark mark) {
        full = mark.full;
        buffer = mark.array;
        length = mark.length;
    }

    /** Returns the document without copying it. Nothing may be written afterwards. */
    public final Pieces pieces() {
        ArrayDeque<ByteBuffer> pieces = new ArrayDeque<>();
        for (Full piece = seal(mark()); piece != null; piece = piece.before()) {
            pieces.addFirst(ByteBuffer.wrap(piece.array(), 0, piece.length()));
        }
        return new Pieces(pieces);
    }

    /** Returns a copy of the document. */
    public final byte[] toBytes() {
        return pieces().takeAll();
    }

    /** Returns the document as text. */
    @Override
    public final String toString() {
        return new String(toBytes(), StandardCharsets.UTF_8);
    }

    /** Starts with the content up to {@code mark}. Only before anything is written. */
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

    /** Returns the last byte written, or 0 if there is none. */
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

    /** Appends {@code count} bytes of {@code bytes}, over as many arrays as needed. */
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
