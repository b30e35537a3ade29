package dev.drover.verify;

import dev.drover.chain.Hash;
import dev.drover.chain.Header;
import dev.drover.chain.StoredReceipt;
import dev.drover.chain.TransactionType;
import dev.drover.crypto.Keccak;
import dev.drover.rlp.RlpException;
import dev.drover.rlp.RlpReader;
import dev.drover.trie.ListRoot;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Compares stored bodies and receipts with the roots in their header. Works on the encodings and does not decode transactions,
 * so that unknown transaction types are compared as well.
 */
public final class BlockRoots {
    private static final int TYPE_MAX = 0x7f;

    private BlockRoots() {}

    /** Returns whether a stored body matches the header. Throws {@link RlpException} if it is malformed. */
    public static boolean matchesBody(Header header, byte[] body) {
        RlpReader in = RlpReader.listOf(body);
        Hash transactionsRoot = ListRoot.of(transactions(in.list()));
        if (!in.nextIsList()) {
            throw new RlpException("the uncles of a body are not a list");
        }
        Hash unclesHash = Hash.keccak(in.raw());
        @Nullable Hash withdrawalsRoot = in.hasNext() ? ListRoot.of(lists(in.list())) : null;
        in.expectEnd();
        return transactionsRoot.equals(header.transactionsRoot())
                && unclesHash.equals(header.unclesHash())
                && Objects.equals(withdrawalsRoot, header.withdrawalsRoot());
    }

    /**
     * Returns whether stored receipts match the header. Databases omit the bloom of a receipt, which follows from the logs, and
     * its type, which follows from the transaction. Throws {@link RlpException} if the receipts are malformed.
     *
     * @param body the stored body of the same block, already checked with {@link #matchesBody}
     */
    public static boolean matchesReceipts(Header header, byte[] body, byte[] receipts) {
        RlpReader in = RlpReader.listOf(receipts);
        List<byte[]> encoded = new ArrayList<>();
        for (byte[] transaction : transactions(RlpReader.listOf(body).list())) {
            if (!in.hasNext()) {
                return false;
            }
            byte[] payload = StoredReceipt.decode(in.list()).payload();
            int first = transaction[0] & 0xff;
            encoded.add(first <= TYPE_MAX ? TransactionType.wrap(first, payload) : payload);
        }
        return !in.hasNext() && ListRoot.of(encoded).equals(header.receiptsRoot());
    }

    /** Returns whether a stored block access list matches the header (EIP-7928). */
    public static boolean matchesAccessList(Header header, byte[] accessList) {
        return header.blockAccessListHash() != null
                && header.blockAccessListHash().equals(Hash.of(Keccak.hash(accessList)));
    }

    /** Returns the encodings of transactions (EIP-2718): typed ones without the RLP string header that wraps them in a body. */
    private static List<byte[]> transactions(RlpReader in) {
        List<byte[]> transactions = new ArrayList<>();
        while (in.hasNext()) {
            if (in.nextIsList()) {
                transactions.add(in.raw());
                continue;
            }
            byte[] typed = in.bytes();
            // A wrapped legacy transaction would have the same root as an unwrapped one, although the bytes differ.
            if (typed.length == 0 || (typed[0] & 0xff) > TYPE_MAX) {
                throw new RlpException("a transaction of a body has no valid type");
            }
            transactions.add(typed);
        }
        return transactions;
    }

    private static List<byte[]> lists(RlpReader in) {
        List<byte[]> lists = new ArrayList<>();
        while (in.hasNext()) {
            if (!in.nextIsList()) {
                throw new RlpException("a withdrawal is not a list");
            }
            lists.add(in.raw());
        }
        return lists;
    }
}
