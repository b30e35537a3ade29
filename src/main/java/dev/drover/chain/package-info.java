/**
 * The chain as values: blocks, transactions, receipts and logs as geth stores and hashes them, the head, and when a chain
 * changes its rules. Decoded strictly: bytes that are not what they should be are an
 * {@link dev.drover.rlp.RlpException}, never a value with something missing. Knows neither store nor transport.
 */
@NullMarked
package dev.drover.chain;

import org.jspecify.annotations.NullMarked;
