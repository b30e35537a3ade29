/**
 * The states of the chain's blocks, read from the store. {@link dev.drover.state.States} caches trie nodes and code for all
 * blocks; {@link dev.drover.state.StoredState} is the state with one root and produces its Merkle proofs. The tries
 * themselves are in {@link dev.drover.trie}.
 */
@NullMarked
package dev.drover.state;

import org.jspecify.annotations.NullMarked;
