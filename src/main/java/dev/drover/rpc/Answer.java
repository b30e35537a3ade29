package dev.drover.rpc;

import dev.drover.chain.Head;
import dev.drover.json.Pieces;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one request body.
 *
 * @param head the head that the request was read at; null before the first head
 * @param body the bytes to send; empty if there is nothing to send
 */
public record Answer(@Nullable Head head, Pieces body, Kind kind) {
    /** The kinds of answers that a transport handles differently. */
    public enum Kind {
        /** Results, errors, or both. */
        USUAL,
        /** The body was not JSON. A stream of messages cannot continue after that. */
        MALFORMED,
        /** This replica cannot serve a head at the moment, but another replica may. */
        UNAVAILABLE,
        /** Read at a head that other replicas may have moved past, because the operator prefers that to no answer. */
        UNSAFE
    }
}
