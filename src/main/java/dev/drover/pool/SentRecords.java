package dev.drover.pool;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
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
        Sent found = null;
        for (Sent sent : onTheirWay) {
            if (sent.serial == serial && sent.session.equals(session)) {
                found = sent;
                break;
            }
        }
        while (found != null && !onTheirWay.removeFirst().equals(found)) {
            // What was sent before it has nothing to say any more.
        }
        return found;
    }

    /** When the newest of this session was sent, if none of its later ones was read back; null otherwise. */
    @Nullable Moment newestOf(String session) {
        for (Iterator<Sent> newestFirst = onTheirWay.descendingIterator(); newestFirst.hasNext(); ) {
            Sent sent = newestFirst.next();
            if (sent.session.equals(session)) {
                return sent.at;
            }
        }
        return null;
    }
}
