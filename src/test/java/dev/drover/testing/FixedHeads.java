package dev.drover.testing;

import dev.drover.chain.Hash;
import dev.drover.chain.Head;
import dev.drover.head.ServedHead;
import dev.drover.head.ServedHeads;
import org.jspecify.annotations.Nullable;

/** Serves the head that a test sets, without a store behind it. */
public final class FixedHeads implements ServedHeads {
    private volatile @Nullable Head head;

    /** Serves a block of that number and time from now on; its hash is made of the number. */
    public Head set(long number, long timeSeconds) {
        Head next =
                new Head(0, number, new Hash(0, 0, 0, number), new Hash(0, 0, 0, number - 1), timeSeconds, number, -1);
        head = next;
        return next;
    }

    @Override
    public @Nullable ServedHead acquire() {
        throw new UnsupportedOperationException("there is no store to read");
    }

    @Override
    public @Nullable Head head() {
        return head;
    }
}
