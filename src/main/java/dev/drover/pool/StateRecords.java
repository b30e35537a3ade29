package dev.drover.pool;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Splits a view that is too long for one state record into several, and assembles it again. Parts have a record kind of
 * their own, which versions that do not know it ignore; they would mistake a shorter state record for the whole.
 */
public final class StateRecords {
    /** A number of members that always fit into one part: their texts have passed through hellos, which are short. */
    static final int PART_MEMBERS = 32;

    private static final int SETS_MAX = 8;

    private final Map<Key, NavigableMap<Integer, PoolRecord.StatePart>> incomplete = new LinkedHashMap<>();

    /** The fields that the parts of one view have in common. */
    private record Key(String by, long upto, int members) {}

    /** Creates an empty collector for the parts that a scan of the topic finds. */
    public StateRecords() {}

    /** Returns the records to write: one state, or its parts. */
    static List<PoolRecord> of(String by, long upto, View view) {
        PoolRecord.State whole = new PoolRecord.State(by, upto, view);
        return view.members().size() <= PART_MEMBERS || RecordCodec.fits(whole)
                ? List.of(whole)
                : parts(whole, PART_MEMBERS);
    }

    /** Returns the parts of a state, with at most {@code partMembers} members each. */
    static List<PoolRecord> parts(PoolRecord.State whole, int partMembers) {
        View view = whole.view();
        int all = view.members().size();
        List<PoolRecord> parts = new ArrayList<>();
        for (int from = 0; from < all; from += partMembers) {
            View part = view.slice(from, Math.min(all, from + partMembers));
            parts.add(new PoolRecord.StatePart(whole.by(), whole.upto(), from, all, part));
        }
        return parts;
    }

    /** Adds a record that was found. Returns the state that it is or completes, or null. */
    public PoolRecord.@Nullable State add(PoolRecord record) {
        return switch (record) {
            case PoolRecord.State state -> state;
            case PoolRecord.StatePart part -> add(part);
            default -> null;
        };
    }

    private PoolRecord.@Nullable State add(PoolRecord.StatePart part) {
        Key key = new Key(part.by(), part.upto(), part.members());
        NavigableMap<Integer, PoolRecord.StatePart> found = incomplete.remove(key);
        if (found == null) {
            found = new TreeMap<>();
        }
        found.put(part.from(), part);
        PoolRecord.State whole = joined(key, found);
        if (whole == null) {
            incomplete.put(key, found);
            if (incomplete.size() > SETS_MAX) {
                incomplete.remove(incomplete.keySet().iterator().next());
            }
        }
        return whole;
    }

    private static PoolRecord.@Nullable State joined(Key key, NavigableMap<Integer, PoolRecord.StatePart> parts) {
        List<Member> members = new ArrayList<>();
        View first = parts.firstEntry().getValue().view();
        for (PoolRecord.StatePart part : parts.values()) {
            if (part.from() != members.size() || !part.view().slice(0, 0).equals(first.slice(0, 0))) {
                return null;
            }
            members.addAll(part.view().members());
        }
        View view = new View(first.data(), first.position(), first.head(), first.epoch(), members);
        return members.size() == key.members ? new PoolRecord.State(key.by, key.upto, view) : null;
    }
}
