package dev.drover.testing;

import dev.drover.store.Batch;
import dev.drover.store.Cursor;
import dev.drover.store.ReadView;
import dev.drover.store.Store;
import dev.drover.store.StoreException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A store in a sorted map, with the contract of {@link Store}, for tests that are not about the disk. {@link #failWrites}
 * makes it refuse writes as a full disk would. Any thread.
 */
public final class InMemoryStore implements Store {
    private final Map<String, byte[]> own = new HashMap<>();
    private NavigableMap<byte[], byte[]> entries = new TreeMap<>(Arrays::compareUnsigned);
    // A view or cursor reads the map as it is: the next write copies it first.
    private boolean shared;
    private boolean failing;
    private final AtomicInteger openViews = new AtomicInteger();
    private boolean closed;

    @Override
    public synchronized byte @Nullable [] get(byte[] key) {
        return copy(open().get(key));
    }

    @Override
    public synchronized Cursor scan(byte[] from, byte @Nullable [] to) {
        return new MapCursor(share(), from, to);
    }

    @Override
    public synchronized ReadView view() {
        openViews.incrementAndGet();
        return new MapView(share());
    }

    /** How many views are held by somebody. */
    public int openViews() {
        return openViews.get();
    }

    @Override
    public synchronized byte @Nullable [] own(String name) {
        open();
        return copy(own.get(name));
    }

    @Override
    public synchronized void apply(Batch batch, boolean sync) {
        if (failing) {
            throw new StoreException(StoreException.Remedy.RETRY, "the disk is full");
        }
        NavigableMap<byte[], byte[]> before = open();
        if (shared) {
            entries = new TreeMap<>(before);
            shared = false;
        }
        for (Batch.Entry entry : batch.entries()) {
            byte[] value = entry.value();
            if (value == null) {
                entries.remove(entry.key());
            } else {
                entries.put(entry.key().clone(), value.clone());
            }
        }
        batch.own().forEach((name, value) -> own.put(name, value.clone()));
    }

    /** With true, every write from now on fails and changes nothing; with false, writes work again. */
    public synchronized void failWrites(boolean fail) {
        failing = fail;
    }

    /** Number of keys. */
    public synchronized int size() {
        return open().size();
    }

    @Override
    public synchronized void close() {
        closed = true;
    }

    private synchronized NavigableMap<byte[], byte[]> open() {
        if (closed) {
            throw new StoreException("the store is closed");
        }
        return entries;
    }

    private NavigableMap<byte[], byte[]> share() {
        shared = true;
        return open();
    }

    private static byte @Nullable [] copy(byte @Nullable [] value) {
        return value == null ? null : value.clone();
    }

    private final class MapView implements ReadView {
        private final NavigableMap<byte[], byte[]> frozen;
        private int count = 1;

        MapView(NavigableMap<byte[], byte[]> frozen) {
            this.frozen = frozen;
        }

        @Override
        public synchronized byte @Nullable [] get(byte[] key) {
            return copy(held().get(key));
        }

        @Override
        public synchronized Cursor scan(byte[] from, byte @Nullable [] to) {
            return new MapCursor(held(), from, to);
        }

        @Override
        public synchronized boolean retain() {
            if (count == 0) {
                return false;
            }
            count++;
            return true;
        }

        @Override
        public synchronized void release() {
            if (count == 0) {
                throw new StoreException("the view was released more often than taken");
            }
            if (--count == 0) {
                openViews.decrementAndGet();
            }
        }

        private NavigableMap<byte[], byte[]> held() {
            open();
            if (count == 0) {
                throw new StoreException("the view is freed");
            }
            return frozen;
        }
    }

    private final class MapCursor implements Cursor {
        private @Nullable Iterator<Map.Entry<byte[], byte[]>> rest;
        private Map.@Nullable Entry<byte[], byte[]> current;

        MapCursor(NavigableMap<byte[], byte[]> frozen, byte[] from, byte @Nullable [] to) {
            boolean empty = to != null && Arrays.compareUnsigned(from, to) >= 0;
            NavigableMap<byte[], byte[]> range = empty
                    ? new TreeMap<>(Arrays::compareUnsigned)
                    : to == null ? frozen.tailMap(from, true) : frozen.subMap(from, true, to, false);
            rest = range.entrySet().iterator();
        }

        @Override
        public boolean next() {
            open();
            if (rest == null) {
                throw new StoreException("the cursor is closed");
            }
            current = rest.hasNext() ? rest.next() : null;
            return current != null;
        }

        @Override
        public byte[] key() {
            return Objects.requireNonNull(current, "no key: next() was not called or found none")
                    .getKey()
                    .clone();
        }

        @Override
        public byte[] value() {
            return Objects.requireNonNull(current, "no value: next() was not called or found none")
                    .getValue()
                    .clone();
        }

        @Override
        public void close() {
            rest = null;
        }
    }
}
