package dev.drover.pool;

import dev.drover.chain.Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * The data topic of a simulation: when each record comes, and which head each kind of replica makes of it. All replicas of
 * one kind agree; in most runs there is one kind only. At the end all kinds agree, on numbers above all earlier ones.
 */
final class SimChain {
    private static final int COMMON_END = 3;

    private final long[] micros;
    private final @Nullable HeadRef[][] heads;
    private final long[] finalized;
    private final boolean union;

    /** Records from 0 on. {@code union}: a replica has the blocks also of heads that only other kinds make. */
    SimChain(Scenario scenario, Random random) {
        union = scenario.union();
        List<Long> times = new ArrayList<>();
        long at = scenario.headEveryMicros();
        while (at < scenario.endMicros()) {
            times.add(at);
            at += (long) (scenario.headEveryMicros() * (0.6 + 0.8 * random.nextDouble()));
        }
        micros = times.stream().mapToLong(Long::longValue).toArray();
        heads = new HeadRef[scenario.kinds()][micros.length];
        for (int p = 0; p < micros.length - COMMON_END; p++) {
            double dice = random.nextDouble();
            for (int kind = 0; kind < heads.length; kind++) {
                boolean own = kind > 0 && random.nextInt(3) == 0;
                heads[kind][p] = next(scenario, kind, p, own ? random.nextDouble() : dice, own ? kind : 0);
            }
        }
        int end = Math.max(0, micros.length - COMMON_END);
        long rewind = lastRewind(end - 1);
        for (int p = end; p < micros.length; p++) {
            for (HeadRef[] each : heads) {
                each[p] = new HeadRef(p, rewind, 10_000 + p, new Hash(10_000 + p, 0, 0, 0));
            }
        }
        finalized = new long[micros.length];
        long known = 0;
        for (int p = 0; p < micros.length; p++) {
            known = finalizedAt(p, known);
            finalized[p] = known;
        }
    }

    private long lastRewind(int p) {
        long rewind = -1;
        for (int kind = 0; kind < heads.length; kind++) {
            HeadRef last = last(kind, p);
            rewind = last == null ? rewind : Math.max(rewind, last.rewindPosition());
        }
        return rewind;
    }

    /** A rewind leaves what it passes; a record that makes the head that was there raises it. */
    private long finalizedAt(int p, long before) {
        HeadRef head = heads[0][p];
        if (head == null) {
            return before;
        }
        if (head.rewindPosition() == p) {
            return Math.min(before, head.number() - 1);
        }
        return movesTags(p) ? Math.max(before, head.number() - 2) : before;
    }

    private boolean movesTags(int p) {
        HeadRef head = heads[0][p];
        HeadRef before = last(0, p - 1);
        return head != null && before != null && head.hash().equals(before.hash());
    }

    /** The finalized number that belongs to a head, where all replicas are of one kind. */
    long finalized(HeadRef head) {
        return finalized[(int) head.position()];
    }

    /** Whether all replicas make the same heads. */
    boolean isOne() {
        return heads.length == 1;
    }

    private @Nullable HeadRef next(Scenario scenario, int kind, int p, double dice, int branch) {
        HeadRef last = last(kind, p - 1);
        if (last == null) {
            return new HeadRef(p, -1, 1_000, hash(1_000, p, branch));
        }
        if (dice < 0.08) {
            return null;
        }
        long rewind = last.rewindPosition();
        if (dice > 0.75) {
            // Only a tag moves.
            return new HeadRef(p, rewind, last.number(), last.hash());
        }
        long number = last.number() + 1;
        if (dice < 0.08 + scenario.rewindShare()) {
            number = last.number() - 1 - p % 3;
            rewind = p;
        } else if (dice < 0.25) {
            number = last.number();
        } else if (dice < 0.35) {
            number = last.number() + 3;
        }
        return new HeadRef(p, rewind, number, hash(number, p, branch));
    }

    private static Hash hash(long number, int p, int branch) {
        return new Hash(number, p, branch, 0);
    }

    private @Nullable HeadRef last(int kind, int p) {
        for (int i = p; i >= 0; i--) {
            if (heads[kind][i] != null) {
                return heads[kind][i];
            }
        }
        return null;
    }

    int size() {
        return micros.length;
    }

    long micros(int p) {
        return micros[p];
    }

    /** How many records there are at a time. */
    int available(long atMicros) {
        int n = 0;
        while (n < micros.length && micros[n] <= atMicros) {
            n++;
        }
        return n;
    }

    @Nullable HeadRef head(int kind, int p) {
        return heads[kind][p];
    }

    /** The newest head of a replica that has processed the records below {@code processed}. */
    @Nullable HeadRef newest(int kind, int processed) {
        return last(kind, processed - 1);
    }

    HeadRef finalHead() {
        HeadRef last = last(0, micros.length - 1);
        if (last == null) {
            throw new IllegalStateException("no heads");
        }
        return last;
    }

    /** Whether a replica of this kind has all that the head needs. */
    boolean servable(int kind, int processed, HeadRef head) {
        if (head.position() >= processed) {
            return false;
        }
        for (int k = 0; k < heads.length; k++) {
            HeadRef made = head.position() < 0 ? null : heads[k][(int) head.position()];
            if ((k == kind || union) && made != null && made.hash().equals(head.hash())) {
                return true;
            }
        }
        return false;
    }

    /** At how many positions up to this one some replica goes back. */
    int rewinds(long position) {
        int n = 0;
        for (int p = 0; p < micros.length && p <= position; p++) {
            for (HeadRef[] each : heads) {
                HeadRef head = each[p];
                if (head != null && head.rewindPosition() == p) {
                    n++;
                    break;
                }
            }
        }
        return n;
    }
}
