package dev.drover.chain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Which logs somebody wants: from any of the addresses, with at each position any of the topics. Immutable.
 *
 * @param addresses empty: any
 * @param topics by position; an empty set is any, and what follows the last is not looked at
 */
public record LogCriteria(Set<Address> addresses, List<Set<Hash>> topics) {
    /** All logs. */
    public static final LogCriteria ALL = new LogCriteria(Set.of(), List.of());

    /** Copies what it is given. */
    public LogCriteria {
        addresses = Set.copyOf(addresses);
        topics = topics.stream().map(Set::copyOf).toList();
    }

    /** Whether this is such a log. One with fewer topics than positions is not, even if those positions take any. */
    public boolean matches(Log log) {
        if (!addresses.isEmpty() && !addresses.contains(log.address())
                || topics.size() > log.topics().size()) {
            return false;
        }
        for (int i = 0; i < topics.size(); i++) {
            Set<Hash> wanted = topics.get(i);
            if (!wanted.isEmpty() && !wanted.contains(log.topics().get(i))) {
                return false;
            }
        }
        return true;
    }

    /** The test for blooms: made once, since it costs a hash for each address and topic. */
    public BloomTest bloomTest() {
        List<List<Bloom.Bits>> positions = new ArrayList<>();
        addPosition(positions, addresses.stream().map(Address::toBytes).toList());
        topics.forEach(position ->
                addPosition(positions, position.stream().map(Hash::toBytes).toList()));
        return new BloomTest(positions);
    }

    private static void addPosition(List<List<Bloom.Bits>> positions, Collection<byte[]> contents) {
        if (!contents.isEmpty()) {
            positions.add(contents.stream().map(Bloom.Bits::of).toList());
        }
    }

    /** Tells by a bloom whether to look. Immutable. */
    public static final class BloomTest {
        private final List<List<Bloom.Bits>> positions;

        private BloomTest(List<List<Bloom.Bits>> positions) {
            this.positions = positions;
        }

        /** False only if nothing wanted is in what the bloom, 256 bytes, was made of. */
        public boolean mayMatch(byte[] bloom) {
            for (List<Bloom.Bits> position : positions) {
                boolean any = false;
                for (Bloom.Bits bits : position) {
                    any |= bits.areIn(bloom);
                }
                if (!any) {
                    return false;
                }
            }
            return true;
        }
    }
}
