package dev.drover.state;

import dev.drover.chain.Hash;
import dev.drover.rlp.RlpWriter;
import java.util.List;

/** Roots of the lists in a block: transactions, receipts, withdrawals (geth: core/types/hashing.go, DeriveSha). */
public final class TrieRoot {
    private TrieRoot() {}

    /**
     * The root of the trie that holds each item under the RLP of its index.
     *
     * @param items consensus encodings, none of them empty
     */
    public static Hash ofList(List<byte[]> items) {
        Trie trie = new Trie();
        int index = 0;
        for (byte[] item : items) {
            trie.put(new RlpWriter(16).uint64(index++).toBytes(), item);
        }
        return trie.root();
    }
}
