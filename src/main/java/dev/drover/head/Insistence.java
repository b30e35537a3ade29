package dev.drover.head;

import dev.drover.chain.Hash;
import dev.drover.head.TrackerMemory.Doubt;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Determines whether masters insist on a block that is not better than the head: {@code --head.rewind-after} has passed
 * since they first proposed such a block, and they have proposed such blocks for at least half of that time. Times are
 * those of {@link RecordClock}. Not thread-safe.
 */
final class Insistence {
    private static final byte[] NOTHING = new byte[0];

    private final long rewindAfterMillis;
    private @Nullable Doubt doubt;
    // A key that is missing for the newest proposal and has not arrived since; empty if unknown.
    private byte[] lacking = NOTHING;

    Insistence(long rewindAfterMillis, @Nullable Doubt doubt) {
        this.rewindAfterMillis = rewindAfterMillis;
        this.doubt = doubt;
    }

    /** Notes a proposal against the head. */
    void raise(Hash proposed, long nowMillis) {
        doubt = new Doubt(doubt == null ? nowMillis : doubt.firstMillis(), nowMillis, proposed);
        lacking = NOTHING;
    }

    /** Forgets all such proposals, because a head was adopted or the current one was proposed again. */
    void end() {
        doubt = null;
        lacking = NOTHING;
    }

    /** Returns whether masters have insisted for long enough. */
    boolean isDue(long nowMillis) {
        return doubt != null
                && nowMillis - doubt.firstMillis() >= rewindAfterMillis
                && doubt.newestMillis() - doubt.firstMillis() >= rewindAfterMillis / 2;
    }

    /** Returns the block on which they insist, the newest proposal. */
    Hash target() {
        return Objects.requireNonNull(doubt).newest();
    }

    /** Notes that the target cannot be adopted before this key arrives. */
    void lacks(byte[] key) {
        lacking = key;
    }

    /** Returns whether the target is known to be incomplete. */
    boolean isIncomplete() {
        return lacking.length > 0;
    }

    /** Notes the keys of content that arrived. */
    void arrived(List<byte[]> keys) {
        if (lacking.length > 0 && keys.stream().anyMatch(key -> Arrays.equals(key, lacking))) {
            lacking = NOTHING;
        }
    }

    /** Returns how much longer masters have to insist, in milliseconds. */
    long remainingMillis(long nowMillis) {
        return rewindAfterMillis - (nowMillis - Objects.requireNonNull(doubt).firstMillis());
    }

    /** Returns the proposals against the head, or null if there are none. */
    @Nullable Doubt doubt() {
        return doubt;
    }
}
