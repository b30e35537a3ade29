/**
 * The Merkle Patricia trie (Yellow Paper, appendix D) and the state of accounts encoded in it. The package is pure: nodes come
 * from a {@link dev.drover.trie.NodeSource}, and nothing here knows where they are stored.
 *
 * <ul>
 *   <li>{@link dev.drover.trie.TrieReader} looks up single keys and collects proofs. It walks the encoded nodes and creates
 *       no objects for them, because every read of a state goes through it.
 *   <li>{@link dev.drover.trie.Trie} is a trie that can be changed. It computes the new root and hands over the new nodes.
 *   <li>{@link dev.drover.trie.ListRoot} computes the root of a complete list, such as a block's transactions.
 *   <li>{@link dev.drover.trie.StateView} is the read side of one block's state: accounts, code and storage slots.
 *       {@link dev.drover.trie.StateWriter} applies changes to the tries of a state.
 * </ul>
 *
 * <p>A node that a path needs and the source does not have is a {@link dev.drover.chain.MissingDataException}; its text is
 * geth's ("missing trie node …"), because clients recognize it. A key that the trie proves to be absent is null or zero.
 */
@NullMarked
package dev.drover.trie;

import org.jspecify.annotations.NullMarked;
