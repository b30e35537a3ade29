package dev.drover.chain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * The criteria for logs: from any of the addresses, with any of the topics at each position. Immutable.
 *
 * @param addresses empty for any address
 * @param topics the topics by position; an empty set is a wildcard, and topics after the last position are ignored
 */
public record LogCriteria(Set<Address> addresses, List<Set<Hash>> topics) {
    /** The criteria that match all logs. */
    public static final LogCriteria ALL = new LogCriteria(Set.of(), List.of());

    /** Copies the collections. */
    public LogCriteria {
        addresses = Set.copyOf(addresses);
        topics = topics.stream().map(Set::copyOf).toList();
    }

    /**
     * Returns whether a log matches. A log with fewer topics than positions does not, even if those positions are
     * wildcards.
     */
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

    /** Returns the test for blooms. Keep it for many blooms, because creating it hashes each address and topic. */
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

    /** A test whether a bloom may contain matching logs. Immutable. */
    public static final class BloomTest {
        private final List<List<Bloom.Bits>> positions;

        private BloomTest(List<List<Bloom.Bits>> positions) {
            this.positions = positions;
        }

        /** Returns false only if the bloom, 256 bytes, certainly contains no matching log. */
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
