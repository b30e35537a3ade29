package dev.drover.trie;

import dev.drover.chain.Hash;
import dev.drover.chain.MissingDataException;
import dev.drover.rlp.RlpException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Creates the exceptions for missing and damaged trie nodes. Texts follow geth (trie/errors.go), because clients parse them. */
final class MissingNode {
    private MissingNode() {}

    /**
     * Returns the exception for a node that the source does not have.
     *
     * @param owner keccak of the address for a storage trie, null for the account trie
     * @param key the nibbles of the key being looked up
     * @param at number of nibbles on the path to the node
     */
    static MissingDataException absent(Hash hash, @Nullable Hash owner, byte[] key, int at) {
        // If the root is missing, the replica does not have this state. The text is that of geth.
        String reason = at == 0 && owner == null ? "state " + hash + " is not available, not found" : "not found";
        return new MissingDataException(text(hash, owner, key, at) + " " + reason);
    }

    /** Returns the exception for a node that cannot be decoded. */
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
