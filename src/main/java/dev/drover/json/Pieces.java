package dev.drover.json;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Bytes in several arrays. They are taken once, first to last, so that what is sent can be freed while the rest still waits
 * for a slow reader. One thread at a time.
 */
public final class Pieces {
    private final Deque<ByteBuffer> waiting;
    private long length;

    /** Takes over the bytes between position and limit of buffers that have an array. */
    public Pieces(Collection<ByteBuffer> buffers) {
        this.waiting = new ArrayDeque<>(buffers);
        this.length = buffers.stream().mapToLong(ByteBuffer::remaining).sum();
    }

    /** Bytes not taken yet. */
    public long length() {
        return length;
    }

    /** Whether all is taken. */
    public boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Whether what is not taken yet is in more than one array. */
    public boolean areMany() {
        return waiting.size() > 1;
    }

    /** The next bytes, in an array that nobody writes any more; null if all is taken. */
    public @Nullable ByteBuffer next() {
        ByteBuffer piece = waiting.poll();
        length -= piece == null ? 0 : piece.remaining();
        return piece;
    }

    /** Forgets what is not taken yet. */
    public void clear() {
        waiting.clear();
        length = 0;
    }

    /** All bytes not taken yet, in one array. */
    public byte[] takeAll() {
        ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(length));
        for (ByteBuffer piece = next(); piece != null; piece = next()) {
            all.put(piece);
        }
        return all.array();
    }
}
