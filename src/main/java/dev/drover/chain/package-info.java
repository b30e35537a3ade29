/**
 * What a chain is made of, as values: hashes, addresses, headers, blocks, transactions, receipts and the head. No I/O, no
 * Vert.x; everything here may be used on any thread.
 */
@NullMarked
package dev.drover.chain;

import org.jspecify.annotations.NullMarked;
