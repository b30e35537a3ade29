package dev.drover.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Merges the cursors of several layers. If layers share a key, the newest layer wins, and a deletion in it hides the key. Reads
 * ahead at most one key per layer, and reads values only on demand.
 */
final class MergeCursor implements Cursor {
    /** One layer's cursor and its current key, null at the end. */
    private final class Source {
        final Cursor cursor;
        final boolean ofTop;
        byte @Nullable [] key;

        Source(Cursor cursor, boolean ofTop) {
            this.cursor = cursor;
            this.ofTop = ofTop;
            advance();
        }

        void advance() {
            key = !cursor.next() ? null : ofTop ? TopKeys.stripped(cursor.key()) : cursor.key();
        }

        boolean isDeletion() {
            return ofTop && Slot.isDeleted(cursor.value());
        }

        byte[] value() {
            return ofTop ? top.value(cursor.value()) : cursor.value();
        }
    }

    private final Top top;
    // Newest first.
    private final List<Source> sources;
    private @Nullable Source current;
    private boolean closed;

    /** @param cursors newest first; the first {@code ofTop} of them yield slots. Closed with this cursor, but not if this throws */
    MergeCursor(Top top, List<Cursor> cursors, int ofTop) {
        this.top = top;
        this.sources = new ArrayList<>();
        for (Cursor cursor : cursors) {
            sources.add(new Source(cursor, sources.size() < ofTop));
        }
    }

    @Override
    public boolean next() {
        check();
        do {
            stepOver(current);
            current = least();
        } while (current != null && current.isDeletion());
        return current != null;
    }

    @Override
    public byte[] key() {
        return key(current()).clone();
    }

    @Override
    public byte[] value() {
        check();
        return current().value();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            current = null;
            sources.forEach(source -> source.cursor.close());
        }
    }

    private void check() {
        top.open();
        if (closed) {
            throw new StoreException("the cursor is closed");
        }
    }

    private void stepOver(@Nullable Source winner) {
        if (winner == null) {
            return;
        }
        byte[] key = key(winner);
        for (Source source : sources) {
            if (source.key != null && Arrays.equals(source.key, key)) {
                source.advance();
            }
        }
    }

    private @Nullable Source least() {
        Source least = null;
        for (Source source : sources) {
            if (source.key != null && (least == null || Arrays.compareUnsigned(source.key, key(least)) < 0)) {
                least = source;
            }
        }
        return least;
    }

    private Source current() {
        if (current == null) {
            throw new NoSuchElementException("next() was not called or found no key");
        }
        return current;
    }

    private static byte[] key(Source source) {
        if (source.key == null) {
            throw new NoSuchElementException("the cursor is at its end");
        }
        return source.key;
    }
}
