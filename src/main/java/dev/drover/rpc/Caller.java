package dev.drover.rpc;

import org.jspecify.annotations.Nullable;

/**
 * Who asks, and what the transport says besides the body.
 *
 * @param subscriber where notifications go; null if the transport cannot push
 */
public record Caller(@Nullable Subscriber subscriber) {
    /** Somebody who cannot be notified. */
    public static final Caller WITHOUT_PUSH = new Caller(null);
}
