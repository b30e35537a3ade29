/**
 * The {@code eth_} methods, one class per family, and the JSON forms of what they answer. Knows no transport.
 */
@NullMarked
package dev.drover.rpc.eth;

import org.jspecify.annotations.NullMarked;
