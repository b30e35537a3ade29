package dev.drover.pool;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The hellos and statuses that this replica has sent and not read back yet. The time of sending determines the lease;
 * the order of sending determines which waiting requests a record is a marker for.
 */
final class SentRecords {
    /** A record that is forgotten gives no lease and is no marker, which is safe. */
    private static final int MOST = 256;

    private final Deque<Sent> onTheirWay = new ArrayDeque<>();
    private long count;

    /**
     * A record that was sent.
     *
     * @param ordinal 1 for the first record that this replica sent, then increasing by 1
     */
    record Sent(String session, long serial, long ordinal, Moment at) {}

    /** Returns the number of records sent so far. */
    long count() {
        return count;
    }

    void add(String session, long serial, Moment at) {
        onTheirWay.addLast(new Sent(session, serial, ++count, at));
        if (onTheirWay.size() > MOST) {
            onTheirWay.removeFirst();
        }
    }

    /**
     * Returns the record that was read back, and forgets it and all that were sent before; null if it was forgotten
     * before.
     */
    @Nullable Sent readBack(String session, long serial) {
        for (Sent sent : onTheirWay) {
            if (sent.serial == serial && sent.session.equals(session)) {
                onTheirWay.removeIf(earlier -> earlier.ordinal <= sent.ordinal);
                return sent;
            }
        }
        return null;
    }

    /** Returns whether a record of this session has not been read back yet. */
    boolean hasOf(String session) {
        return onTheirWay.stream().anyMatch(sent -> sent.session.equals(session));
    }
}
