package dev.drover.rpc.debug;

import dev.drover.blocks.ChainReader;
import dev.drover.chain.Block;
import dev.drover.chain.BlockId;
import dev.drover.chain.Receipt;
import dev.drover.json.Json;
import dev.drover.rpc.BlockRef;
import dev.drover.rpc.CallContext;
import dev.drover.rpc.HeadReader;
import dev.drover.rpc.Lane;
import dev.drover.rpc.MethodTable;
import dev.drover.rpc.Params;
import dev.drover.rpc.RpcException;
import dev.drover.rpc.RpcFault;
import dev.drover.rpc.TransactionInBlock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The methods for raw blocks, headers, receipts and transactions, in the encoding that is hashed. For unknown blocks
 * geth has different responses (internal/ethapi, DebugAPI), which are reproduced: no bytes or null by number, an error
 * by hash, no receipts by hash.
 */
public final class DebugRaw {
    private DebugRaw() {}

    /** Registers the methods of this family. */
    public static void register(MethodTable table) {
        table.addAtHead("debug_getRawHeader", Lane.READ, Params.BLOCK, DebugRaw::header);
        table.addAtHead("debug_getRawBlock", Lane.READ, Params.BLOCK, DebugRaw::block);
        table.addAtHead("debug_getRawReceipts", Lane.READ, Params.BLOCK, DebugRaw::receipts);
        table.addAtHead(
                "debug_getRawTransaction",
                Lane.READ,
                Params.HASH,
                (context, hash) -> TransactionInBlock.raw(TransactionInBlock.find(HeadReader.of(context), hash)));
    }

    private static Json header(CallContext context, BlockRef ref) {
        HeadReader reader = HeadReader.of(context);
        BlockId id = find(reader, ref);
        return id == null
                ? unknown(ref, "header not found")
                : Json.data(reader.chain().headerRlp(id));
    }

    private static Json block(CallContext context, BlockRef ref) {
        HeadReader reader = HeadReader.of(context);
        BlockId id = find(reader, ref);
        if (id == null) {
            return unknown(ref, "block not found");
        }
        ChainReader chain = reader.chain();
        return Json.data(Block.encode(chain.headerRlp(id), chain.bodyRlp(id)));
    }

    private static @Nullable Json receipts(CallContext context, BlockRef ref) {
        HeadReader reader = HeadReader.of(context);
        BlockId id = find(reader, ref);
        if (id == null) {
            return ref instanceof BlockRef.ByHash ? out -> out.beginArray().endArray() : null;
        }
        List<Receipt> receipts = reader.chain().receipts(reader.chain().block(id));
        return out -> {
            out.beginArray();
            for (Receipt receipt : receipts) {
                out.data(receipt.encode());
            }
            out.endArray();
        };
    }

    /** Finds a block. Like geth, ignores the demand for a canonical block here. */
    private static @Nullable BlockId find(HeadReader reader, BlockRef ref) {
        return reader.find(ref instanceof BlockRef.ByHash byHash ? new BlockRef.ByHash(byHash.hash(), false) : ref);
    }

    private static Json unknown(BlockRef ref, String byHash) {
        if (ref instanceof BlockRef.ByHash) {
            throw new RpcException(RpcFault.SERVER_ERROR, byHash);
        }
        return Json.data(new byte[0]);
    }
}
