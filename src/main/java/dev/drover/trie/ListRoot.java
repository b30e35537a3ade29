package dev.drover.trie;

import dev.drover.chain.Hash;
import dev.drover.rlp.RlpWriter;
import dev.drover.trie.TrieNode.Branch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Computes the roots of the lists in a block: transactions, receipts, withdrawals (geth: core/types/hashing.go, DeriveSha).
 * The root is that of the Merkle Patricia trie that holds each item under the RLP of its index. All items are known at
 * once, so the nodes are encoded directly, without building a {@link Trie}.
 */
public final class ListRoot {

    /** An item and the nibbles of its key. */
    private record Entry(byte[] key, byte[] item) {}

    /** In ascending order of keys. No key is a prefix of another, because the keys are RLP items. */
    private final List<Entry> entries;

    private ListRoot(List<Entry> entries) {
        this.entries = entries;
    }

    /**
     * Returns the root of a list.
     *
     * @param items consensus encodings, none of them empty
     */
    public static Hash of(List<byte[]> items) {
        if (items.isEmpty()) {
            return Trie.EMPTY_ROOT;
        }
        List<Entry> entries = new ArrayList<>(items.size());
        for (byte[] item : items) {
            entries.add(new Entry(
                    Nibbles.of(new RlpWriter(16).uint64(entries.size()).toBytes()), item));
        }
        entries.sort(Comparator.comparing(Entry::key, Arrays::compare));
        return Hash.keccak(new ListRoot(entries).node(0, entries.size(), 0));
    }

    /** Returns the RLP of the node for the entries from {@code from} to {@code to}, whose keys share {@code depth} nibbles. */
    private byte[] node(int from, int to, int depth) {
        byte[] first = entries.get(from).key();
        if (to - from == 1) {
            byte[] path = Nibbles.pack(Nibbles.from(first, depth), true);
            byte[] item = entries.get(from).item();
            return new RlpWriter(path.length + item.length + 16)
                    .beginList()
                    .bytes(path)
                    .bytes(item)
                    .endList()
                    .toBytes();
        }
        byte[] last = entries.get(to - 1).key();
        int fork = Arrays.mismatch(first, last);
        if (fork == depth) {
            return branch(from, to, depth);
        }
        RlpWriter out =
                new RlpWriter(48).beginList().bytes(Nibbles.pack(Arrays.copyOfRange(first, depth, fork), false));
        return reference(out, branch(from, to, fork)).endList().toBytes();
    }

    private byte[] branch(int from, int to, int depth) {
        RlpWriter out = new RlpWriter(Branch.WIDTH * 33 + 8).beginList();
        int start = from;
        for (int nibble = 0; nibble < Branch.WIDTH; nibble++) {
            int end = start;
            while (end < to && entries.get(end).key()[depth] == nibble) {
                end++;
            }
            if (end == start) {
                out.bytes(TrieNode.NO_BYTES);
            } else {
                reference(out, node(start, end, depth + 1));
            }
            start = end;
        }
        return out.bytes(TrieNode.NO_BYTES).endList().toBytes();
    }

    /** Writes the reference to a node: the node itself if it is shorter than a hash. */
    private static RlpWriter reference(RlpWriter out, byte[] node) {
        return node.length < Hash.LENGTH
                ? out.raw(node)
                : out.bytes(Hash.keccak(node).toBytes());
    }
}
