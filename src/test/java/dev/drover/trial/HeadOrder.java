package dev.drover.trial;

import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The checker: no answer that was complete before a request began may show a later head than that request's answer. Each
 * client takes {@link #floor} right before it sends and calls {@link #seen} right after the answer is complete; all clients
 * are threads of one process, so the two order in real time. Any thread.
 */
final class HeadOrder {
    private static final Seen NOTHING = new Seen(-1, -1, -1, "");

    /**
     * What an answer shows.
     *
     * @param position by which heads are ordered
     * @param number the block's, from the answer itself
     */
    record Seen(long epoch, long position, long number, String hash) {}

    private final AtomicReference<Seen> newest = new AtomicReference<>(NOTHING);
    private final ConcurrentMap<Long, String> hashes = new ConcurrentHashMap<>();
    private final AtomicLong violations = new AtomicLong();
    private final Queue<String> examples = new ConcurrentLinkedQueue<>();

    /** The latest head that any complete answer has shown so far. */
    Seen floor() {
        return Objects.requireNonNull(newest.get());
    }

    /** Judges an answer whose request began when {@code floor} was taken. */
    void seen(Seen floor, Seen answer, String client) {
        if (answer.position < floor.position) {
            violation(client + " saw position " + answer.position + " (block " + answer.number + ") after "
                    + floor.position + " (block " + floor.number + ")");
        } else if (answer.epoch < floor.epoch || answer.epoch == floor.epoch && answer.number < floor.number) {
            violation(client + " saw block " + answer.number + " of epoch " + answer.epoch + " after " + floor.number
                    + " of " + floor.epoch);
        }
        String before = hashes.putIfAbsent(answer.position, answer.hash);
        if (before != null && !before.equals(answer.hash)) {
            violation(client + " saw " + answer.hash + " at position " + answer.position + ", others " + before);
        }
        newest.accumulateAndGet(answer, (a, b) -> b.position > a.position ? b : a);
    }

    /** Notes what must not be. */
    void violation(String what) {
        if (violations.incrementAndGet() <= 10) {
            examples.add(what);
        }
    }

    /** How many there were. */
    long violations() {
        return violations.get();
    }

    /** The first of them. */
    Queue<String> examples() {
        return examples;
    }
}
