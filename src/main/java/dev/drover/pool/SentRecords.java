package dev.drover.pool;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The own hellos and statuses that are on their way: when they were sent decides over the lease, in which order they were
 * sent decides which waiting requests they answer.
 */
final class SentRecords {
    /** What is forgotten gives no lease and answers nobody: safe. */
    private static final int MOST = 256;

    private final Deque<Sent> onTheirWay = new ArrayDeque<>();
    private long count;

    /**
     * One that was sent.
     *
     * @param ordinal 1 for the first that this replica ever sent, then one more each
     */
    record Sent(String session, long serial, long ordinal, Moment at) {}

    /** How many were sent ever. */
    long count() {
        return count;
    }

    void add(String session, long serial, Moment at) {
        onTheirWay.addLast(new Sent(session, serial, ++count, at));
        if (onTheirWay.size() > MOST) {
            onTheirWay.removeFirst();
        }
    }

    /** The record that was read back; null if it was read before, or a later one. It and all before it are forgotten. */
    @Nullable Sent readBack(String session, long serial) {
        for (Sent sent : onTheirWay) {
            if (sent.serial == serial && sent.session.equals(session)) {
                onTheirWay.removeIf(earlier -> earlier.ordinal <= sent.ordinal);
                return sent;
            }
        }
        return null;
    }

    /** Whether one of this session is on its way. */
    boolean hasOf(String session) {
        return onTheirWay.stream().anyMatch(sent -> sent.session.equals(session));
    }
}
