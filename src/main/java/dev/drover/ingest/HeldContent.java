package dev.drover.ingest;

import dev.drover.verify.ContentKind;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Content that must not be stored before other content: a body that arrived before the header that proves it, or a trie node
 * above one that arrived damaged. It is held in memory only; a restart resumes reading at {@link #firstOffset}, so none of it
 * is lost. The number of entries, their size and their age are limited. Not thread-safe.
 */
final class HeldContent {
    static final int ENTRIES_MAX = 4_096;
    static final long BYTES_MAX = 64 << 20;

    /** A write that waits for something to be stored under {@code needs}. */
    record Entry(Source source, ContentKind kind, byte[] key, byte[] value, byte[] needs) {
        private boolean holds(byte[] otherKey, byte[] otherValue) {
            return Arrays.equals(key, otherKey) && Arrays.equals(value, otherValue);
        }
    }

    /** A sort key that orders entries by resume offset, then by arrival. */
    private record Place(long resumeOffset, long arrival) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int byOffset = Long.compare(resumeOffset, other.resumeOffset);
            return byOffset != 0 ? byOffset : Long.compare(arrival, other.arrival);
        }
    }

    private final TreeMap<Place, Entry> entries = new TreeMap<>();
    private final Map<ByteBuffer, List<Place>> byNeed = new HashMap<>();
    private long arrivals;
    private long bytes;

    /** Adds an entry, unless an identical one is already held. */
    void add(Entry entry) {
        List<Place> others = byNeed.computeIfAbsent(ByteBuffer.wrap(entry.needs), needs -> new ArrayList<>());
        for (Place other : others) {
            Entry held = entries.get(other);
            if (held != null && held.holds(entry.key, entry.value)) {
                return;
            }
        }
        Place place = new Place(entry.source.resumeOffset(), arrivals++);
        others.add(place);
        entries.put(place, entry);
        bytes += entry.value.length;
    }

    /** Removes and returns the entries that wait for {@code key}, in order of arrival. */
    List<Entry> release(byte[] key) {
        List<Place> released = byNeed.remove(ByteBuffer.wrap(key));
        if (released == null) {
            return List.of();
        }
        List<Entry> result = new ArrayList<>(released.size());
        for (Place place : released) {
            Entry entry = entries.remove(place);
            if (entry != null) {
                bytes -= entry.value.length;
                result.add(entry);
            }
        }
        return result;
    }

    /** Removes and returns the oldest entry if a limit is exceeded or it has waited too long, or returns null. */
    @Nullable Entry expire(long offset, long timestampMillis) {
        if (entries.isEmpty()) {
            return null;
        }
        Entry oldest = entries.firstEntry().getValue();
        boolean old = oldest.source.isOld(offset, timestampMillis);
        if (!old && entries.size() <= ENTRIES_MAX && bytes <= BYTES_MAX) {
            return null;
        }
        Place place = entries.firstKey();
        entries.remove(place);
        bytes -= oldest.value.length;
        ByteBuffer needs = ByteBuffer.wrap(oldest.needs);
        List<Place> others = byNeed.get(needs);
        if (others != null && others.remove(place) && others.isEmpty()) {
            byNeed.remove(needs);
        }
        return oldest;
    }

    /** Returns the offset from which all held content is read again, or empty if nothing is held. */
    OptionalLong firstOffset() {
        return entries.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(entries.firstKey().resumeOffset());
    }

    int size() {
        return entries.size();
    }
}
