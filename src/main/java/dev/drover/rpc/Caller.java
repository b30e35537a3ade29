package dev.drover.rpc;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, and what the transport says besides the body.
 *
 * @param subscriber where notifications go; null if the transport cannot push
 * @param minHead the least head number that an answer may be read at; 0 for any
 * @param gone whether nobody is there any more to take the answer. Asked on any thread
 */
public record Caller(@Nullable Subscriber subscriber, long minHead, BooleanSupplier gone) {
    /** Somebody who cannot be notified, and waits for the answer whatever its head. */
    public static final Caller WITHOUT_PUSH = new Caller(null, 0, () -> false);
}
