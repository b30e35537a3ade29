/**
 * Hashes and signatures: thin, Ethereum-shaped fronts of Bouncy Castle.
 */
@NullMarked
package dev.drover.crypto;

import org.jspecify.annotations.NullMarked;
