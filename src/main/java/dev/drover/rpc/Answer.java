package dev.drover.rpc;

import dev.drover.chain.Head;
import dev.drover.json.Pieces;
import org.jspecify.annotations.Nullable;

/**
 * What to send for one request body.
 *
 * @param head the head that the request was read at; null before the first head
 * @param body the answer's; empty, if nothing is to be sent
 */
public record Answer(@Nullable Head head, Pieces body, Kind kind) {
    /** What the transport should know of it. */
    public enum Kind {
        /** Results, errors, or both. */
        USUAL,
        /** The body was no JSON: a stream of messages cannot go on after that. */
        MALFORMED,
        /** This replica may answer from no head just now: another may. */
        UNAVAILABLE,
        /** Read at a head that other replicas may be past: the operator wants that rather than no answer. */
        UNSAFE
    }
}
