package dev.drover.rpc;

import dev.drover.chain.Block;
import dev.drover.chain.BlockId;
import dev.drover.chain.Hash;
import dev.drover.chain.Transaction;
import dev.drover.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A transaction and its position in a block.
 *
 * @param index the index in the block
 */
public record TransactionInBlock(Block block, int index) {
    private static final byte[] NONE = {};

    /** Returns the transaction itself. */
    public Transaction transaction() {
        return block.body().transactions().get(index);
    }

    /** Returns the canonical transaction with this hash, or null if there is none. */
    public static @Nullable TransactionInBlock find(HeadReader reader, Hash hash) {
        BlockId id = reader.chain().findByTransaction(hash);
        if (id == null) {
            return null;
        }
        Block block = reader.chain().block(id);
        List<Transaction> transactions = block.body().transactions();
        for (int i = 0; i < transactions.size(); i++) {
            if (transactions.get(i).hash().equals(hash)) {
                return new TransactionInBlock(block, i);
            }
        }
        // The lookup entry is older than the block that is now canonical at this height.
        return null;
    }

    /** Returns the transaction at an index of a block, or null if there is no such block or index. */
    public static @Nullable TransactionInBlock find(HeadReader reader, BlockRef ref, long index) {
        BlockId id = reader.find(ref);
        if (id == null) {
            return null;
        }
        Block block = reader.chain().block(id);
        return Long.compareUnsigned(index, block.body().transactions().size()) < 0
                ? new TransactionInBlock(block, (int) index)
                : null;
    }

    /**
     * Returns the encoding of a transaction as its sender signed it, without blobs. Like geth, returns empty data if
     * {@code found} is null.
     */
    public static Json raw(@Nullable TransactionInBlock found) {
        return Json.data(found == null ? NONE : found.transaction().encoded());
    }
}
