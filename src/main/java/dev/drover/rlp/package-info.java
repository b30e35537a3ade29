/**
 * RLP, the encoding of everything that Ethereum hashes and geth stores (Yellow Paper, appendix B): a strict
 * {@link dev.drover.rlp.RlpReader} and an {@link dev.drover.rlp.RlpWriter}, without an object model in between. The reader
 * accepts only canonical encodings, so that two different byte strings never decode to the same value.
 */
@NullMarked
package dev.drover.rlp;

import org.jspecify.annotations.NullMarked;
