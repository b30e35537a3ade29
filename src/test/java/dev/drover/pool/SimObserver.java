package dev.drover.pool;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All clients together: sees every answer and every newHeads in real time, and knows what must not be. */
final class SimObserver {
    private final SimChain chain;
    private final TreeMap<Long, Released> answers = new TreeMap<>();
    private long floor = View.UNSET;
    private long polls;

    SimObserver(SimChain chain) {
        this.chain = chain;
    }

    /** The position under which no request that is sent from now on may be answered. */
    long floor() {
        return floor;
    }

    long polls() {
        return polls;
    }

    /** An answer was received whose request was sent when {@link #floor} was {@code sentAt}. */
    void answered(long sentAt, Released answer, boolean servable, String where) {
        polls++;
        if (answer.position() < sentAt) {
            throw new Violation(where + " answered at " + answer.position() + " after " + sentAt + " was seen");
        }
        if (!servable) {
            throw new Violation(where + " answered from " + answer.head() + " and does not have it");
        }
        learn(answer, where);
    }

    /** newHeads was received. */
    void announced(Released head, boolean servable, String where) {
        if (!servable) {
            throw new Violation(where + " announced " + head.head() + " and does not have it");
        }
        learn(head, where);
    }

    private void learn(Released seen, String where) {
        floor = Math.max(floor, seen.position());
        Released same = answers.get(seen.position());
        if (seen.equals(same)) {
            return;
        }
        if (same != null) {
            throw new Violation(where + ": " + seen + " where " + same + " was seen");
        }
        Map.Entry<Long, Released> before = answers.lowerEntry(seen.position());
        Map.Entry<Long, Released> after = answers.higherEntry(seen.position());
        checkOrder(before == null ? null : before.getValue(), seen, where);
        checkOrder(seen, after == null ? null : after.getValue(), where);
        answers.put(seen.position(), seen);
    }

    private void checkOrder(@Nullable Released first, @Nullable Released second, String where) {
        if (first == null || second == null) {
            return;
        }
        boolean falls = second.epoch() < first.epoch()
                || second.epoch() == first.epoch()
                        && second.head().number() < first.head().number();
        if (falls) {
            throw new Violation(where + ": " + second + " after " + first);
        }
        if (chain.isOne()
                && second.epoch() == first.epoch()
                && chain.finalized(second.head()) < chain.finalized(first.head())) {
            throw new Violation(where + ": finalized falls from " + first + " to " + second);
        }
        int rewinds = chain.rewinds(second.position()) - chain.rewinds(first.position());
        if (second.epoch() - first.epoch() > rewinds) {
            throw new Violation(where + ": " + second + " after " + first + " with " + rewinds + " rewinds between");
        }
    }

    /** Something that must not be. */
    static final class Violation extends RuntimeException {
        private static final long serialVersionUID = 1;

        Violation(String what) {
            super(what);
        }
    }
}
