/**
 * Checks content against the hash that names it: trie nodes, code, preimages and headers by their keccak; bodies, receipts
 * and block access lists by the roots in their header. Pure: nothing is stored or logged here, and anything may be checked on
 * any thread.
 *
 * <p>It proves that content is what a hash names. It does not prove that a header belongs to a valid chain.
 */
@NullMarked
package dev.drover.verify;

import org.jspecify.annotations.NullMarked;
