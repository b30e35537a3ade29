package dev.drover.rpc.eth;

import dev.drover.chain.Address;
import dev.drover.chain.Block;
import dev.drover.chain.BlockId;
import dev.drover.chain.Hash;
import dev.drover.chain.Receipt;
import dev.drover.chain.Senders;
import dev.drover.json.Json;
import dev.drover.rpc.BlockRef;
import dev.drover.rpc.CallContext;
import dev.drover.rpc.HeadReader;
import dev.drover.rpc.Lane;
import dev.drover.rpc.MethodTable;
import dev.drover.rpc.Params;
import dev.drover.rpc.TransactionInBlock;
import dev.drover.rpc.encode.ReceiptJson;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The methods for receipts. */
final class EthReceipts {
    private final Senders senders;

    /** @param senders recovers the senders of transactions */
    EthReceipts(Senders senders) {
        this.senders = senders;
    }

    /** Registers the methods of this family. */
    void register(MethodTable table) {
        table.addAtHead("eth_getTransactionReceipt", Lane.READ, Params.HASH, this::ofTransaction);
        table.addAtHead("eth_getBlockReceipts", Lane.READ, Params.BLOCK, this::ofBlock);
    }

    private @Nullable Json ofTransaction(CallContext context, Hash hash) {
        HeadReader reader = HeadReader.of(context);
        TransactionInBlock found = TransactionInBlock.find(reader, hash);
        if (found == null) {
            return null;
        }
        Block block = found.block();
        Receipt receipt = reader.chain().receipts(block).get(found.index());
        Address sender = senders.of(found.transaction());
        BigInteger blobGasPrice = blobGasPrice(reader, block);
        return out -> ReceiptJson.write(receipt, block.header(), sender, blobGasPrice, out);
    }

    private @Nullable Json ofBlock(CallContext context, BlockRef ref) {
        HeadReader reader = HeadReader.of(context);
        BlockId id = reader.find(ref);
        if (id == null) {
            return null;
        }
        Block block = reader.chain().block(id);
        List<Receipt> receipts = reader.chain().receipts(block);
        BigInteger blobGasPrice = blobGasPrice(reader, block);
        return out -> {
            out.beginArray();
            for (Receipt receipt : receipts) {
                context.checkDeadline();
                Address sender = senders.of(receipt.transaction());
                ReceiptJson.write(receipt, block.header(), sender, blobGasPrice, out);
            }
            out.endArray();
        };
    }

    private static @Nullable BigInteger blobGasPrice(HeadReader reader, Block block) {
        return block.header().excessBlobGas() == null
                ? null
                : reader.chain().config().blobBaseFee(block.header());
    }
}
