/**
 * Checks content against the hash that identifies it: trie nodes, code, preimages and headers by their keccak; bodies, receipts
 * and block access lists by the roots in their header. The checks are pure: they neither store nor log anything, and may run
 * on any thread.
 *
 * <p>A successful check proves that the content matches its hash. It does not prove that a header belongs to a valid chain.
 */
@NullMarked
package dev.drover.verify;

import org.jspecify.annotations.NullMarked;
