package dev.drover.json;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A document in several arrays, which can be taken once, first to last: what was sent can be freed while the rest waits
 * for a slow reader. One thread at a time.
 */
public final class Pieces {
    private final Deque<ByteBuffer> waiting;
    private long length;

    /**
     * Creates a document from the bytes between position and limit of buffers that are backed by arrays, and takes
     * ownership of them.
     */
    public Pieces(Collection<ByteBuffer> buffers) {
        this.waiting = new ArrayDeque<>(buffers);
        this.length = buffers.stream().mapToLong(ByteBuffer::remaining).sum();
    }

    /** Returns the number of bytes not yet taken. */
    public long length() {
        return length;
    }

    /** Returns whether everything was taken. */
    public boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Returns whether more than one array is left. */
    public boolean areMany() {
        return waiting.size() > 1;
    }

    /** Returns the next array, which is never written again, or null if everything was taken. */
    public @Nullable ByteBuffer next() {
        ByteBuffer piece = waiting.poll();
        length -= piece == null ? 0 : piece.remaining();
        return piece;
    }

    /** Discards what is left. */
    public void clear() {
        waiting.clear();
        length = 0;
    }

    /** Takes all bytes that are left, as one array. */
    public byte[] takeAll() {
        ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(length));
        for (ByteBuffer piece = next(); piece != null; piece = next()) {
            all.put(piece);
        }
        return all.array();
    }
}
