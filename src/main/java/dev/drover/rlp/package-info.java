/**
 * RLP, the encoding of everything that Ethereum hashes and geth stores: a strict reader and a writer, no object model.
 */
@NullMarked
package dev.drover.rlp;

import org.jspecify.annotations.NullMarked;
