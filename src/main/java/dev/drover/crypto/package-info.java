/**
 * Hash functions and signatures: Keccak-256, and thin wrappers of Bouncy Castle for SHA-256, RIPEMD-160, secp256k1 and secp256r1.
 * No other package uses Bouncy Castle. Everything is stateless and thread-safe.
 *
 * <p>Inputs are public, so nothing needs to run in constant time. Recovering a sender takes about 0.14 ms and does not belong
 * on an event loop.
 */
@NullMarked
package dev.drover.crypto;

import org.jspecify.annotations.NullMarked;
