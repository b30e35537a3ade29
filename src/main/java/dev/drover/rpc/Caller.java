package dev.drover.rpc;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The sender of a request body, and what its transport knows about it.
 *
 * @param subscriber the receiver of notifications; null if the transport cannot push
 * @param minHead the lowest head number that the answer may be read at; 0 for any
 * @param gone returns whether the client has gone away; called on any thread
 */
public record Caller(@Nullable Subscriber subscriber, long minHead, BooleanSupplier gone) {
    /** A caller that cannot be notified, accepts an answer at any head and never goes away. */
    public static final Caller WITHOUT_PUSH = new Caller(null, 0, () -> false);
}
