package dev.drover.head;

import dev.drover.chain.Hash;
import dev.drover.head.TrackerMemory.Doubt;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether masters insist on a block that is not better than the head. They do if they proposed such blocks for at least half of
 * {@code --head.rewind-after}, and that time has passed since the first of them. Times are those of {@link RecordClock}. For one
 * thread.
 */
final class Insistence {
    private static final byte[] NOTHING = new byte[0];

    private final long rewindAfterMillis;
    private @Nullable Doubt doubt;
    // A key that the newest proposal lacks and that has not arrived since it was last examined; no bytes: not known.
    private byte[] lacking = NOTHING;

    Insistence(long rewindAfterMillis, @Nullable Doubt doubt) {
        this.rewindAfterMillis = rewindAfterMillis;
        this.doubt = doubt;
    }

    /** Notes a proposal that speaks against the head. */
    void raise(Hash proposed, long nowMillis) {
        doubt = new Doubt(doubt == null ? nowMillis : doubt.firstMillis(), nowMillis, proposed);
        lacking = NOTHING;
    }

    /** Forgets all such proposals: the head was adopted or proposed again. */
    void end() {
        doubt = null;
        lacking = NOTHING;
    }

    /** Returns true if masters have insisted for long enough. */
    boolean isDue(long nowMillis) {
        return doubt != null
                && nowMillis - doubt.firstMillis() >= rewindAfterMillis
                && doubt.newestMillis() - doubt.firstMillis() >= rewindAfterMillis / 2;
    }

    /** Returns the block that they insist on, the newest proposal. */
    Hash target() {
        return Objects.requireNonNull(doubt).newest();
    }

    /** Notes that the target cannot be adopted before this key arrives. */
    void lacks(byte[] key) {
        lacking = key;
    }

    /** Returns true if the target is known to be incomplete. */
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

    /** The proposals against the head, null if there are none. */
    @Nullable Doubt doubt() {
        return doubt;
    }
}
