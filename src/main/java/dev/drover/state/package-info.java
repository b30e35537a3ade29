/**
 * The state of accounts at one block: a Merkle Patricia trie over the nodes in the store, which are keyed by their hash.
 */
@NullMarked
package dev.drover.state;

import org.jspecify.annotations.NullMarked;
