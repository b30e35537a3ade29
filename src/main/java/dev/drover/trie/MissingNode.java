package dev.drover.trie;

import dev.drover.chain.Hash;
import dev.drover.chain.MissingDataException;
import dev.drover.rlp.RlpException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The errors of a trie with a hole, in geth's words (trie/errors.go), which clients know. */
final class MissingNode {
    private MissingNode() {}

    /**
     * No node has this hash.
     *
     * @param owner keccak of the address whose storage the trie is; null for accounts
     * @param key the half bytes of the key that was sought
     * @param at how many of them lead to the node
     */
    static MissingDataException absent(Hash hash, @Nullable Hash owner, byte[] key, int at) {
        // A missing root is what a state is when a node does not keep it: geth says so.
        String reason = at == 0 && owner == null ? "state " + hash + " is not available, not found" : "not found";
        return new MissingDataException(text(hash, owner, key, at) + " " + reason);
    }

    /** The node is there, and not to be understood. */
    static MissingDataException damaged(Hash hash, @Nullable Hash owner, byte[] key, int at, RlpException cause) {
        return new MissingDataException(text(hash, owner, key, at) + " damaged: " + cause.getMessage());
    }

    private static String text(Hash hash, @Nullable Hash owner, byte[] key, int at) {
        HexFormat hex = HexFormat.of();
        String of = owner == null ? "" : "(owner " + bare(owner) + ") ";
        return "missing trie node " + bare(hash) + " " + of + "(path " + hex.formatHex(Arrays.copyOf(key, at)) + ")";
    }

    private static String bare(Hash hash) {
        return hash.toString().substring(2);
    }
}
