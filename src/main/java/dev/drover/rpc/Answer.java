package dev.drover.rpc;

import dev.drover.chain.Head;
import org.jspecify.annotations.Nullable;

/**
 * What to send for one body: the first {@code length} bytes of {@code array}; none, if nothing is to be sent.
 *
 * @param head the head that the request was read at; null before the first head
 * @param malformed whether the body was no JSON; a stream of messages cannot go on after that
 */
public record Answer(@Nullable Head head, byte[] array, int length, boolean malformed) {}
