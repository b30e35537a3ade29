package dev.drover.rpc.eth;

import dev.drover.chain.BlockId;
import dev.drover.chain.Body;
import dev.drover.chain.Hash;
import dev.drover.chain.Header;
import dev.drover.json.Json;
import dev.drover.rpc.BlockRef;
import dev.drover.rpc.CallContext;
import dev.drover.rpc.HeadReader;
import dev.drover.rpc.Lane;
import dev.drover.rpc.MethodTable;
import dev.drover.rpc.Params;
import dev.drover.rpc.encode.BlockJson;
import dev.drover.rpc.encode.EncodedBlocks;
import dev.drover.rpc.encode.HeaderJson;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The methods for blocks, headers and uncles, and their numbers. An unknown block is null; data that is missing from
 * the store is an error.
 */
final class EthBlocks {
    private final EncodedBlocks blocks;

    /** @param blocks the cache of encoded blocks */
    EthBlocks(EncodedBlocks blocks) {
        this.blocks = blocks;
    }

    /** Registers the methods of this family. */
    void register(MethodTable table) {
        table.addAtHead("eth_getBlockByNumber", Lane.READ, Params.BLOCK_NUMBER_OR_TAG, Params.BOOL, this::block)
                .memoryFirst(this::blockInMemory);
        table.addAtHead("eth_getBlockByHash", Lane.READ, Params.HASH, Params.BOOL, this::blockByHash)
                .memoryFirst((context, hash, full) -> blocks.find(hash, full));
        table.addAtHead("eth_getHeaderByNumber", Lane.READ, Params.BLOCK_NUMBER_OR_TAG, EthBlocks::header);
        table.addAtHead(
                "eth_getHeaderByHash", Lane.READ, Params.HASH, (context, hash) -> header(context, byHash(hash)));
        registerCount(table, "eth_getBlockTransactionCountBy", Body::transactions);
        registerCount(table, "eth_getUncleCountByBlock", Body::uncles);
        registerUncle(table);
    }

    private static void registerCount(MethodTable table, String prefix, Function<Body, List<?>> part) {
        table.addAtHead(
                prefix + "Number", Lane.READ, Params.BLOCK_NUMBER_OR_TAG, (context, ref) -> count(context, ref, part));
        table.addAtHead(prefix + "Hash", Lane.READ, Params.HASH, (context, hash) -> count(context, byHash(hash), part));
    }

    private static void registerUncle(MethodTable table) {
        table.addAtHead(
                "eth_getUncleByBlockNumberAndIndex",
                Lane.READ,
                Params.BLOCK_NUMBER_OR_TAG,
                Params.INDEX,
                EthBlocks::uncle);
        table.addAtHead(
                "eth_getUncleByBlockHashAndIndex",
                Lane.READ,
                Params.HASH,
                Params.INDEX,
                (context, hash, index) -> uncle(context, byHash(hash), index));
    }

    private @Nullable Json block(CallContext context, BlockRef ref, boolean full) {
        HeadReader reader = HeadReader.of(context);
        BlockId block = reader.find(ref);
        return block == null ? null : blocks.get(reader.chain(), block, full);
    }

    private @Nullable Json blockInMemory(CallContext context, BlockRef ref, boolean full) {
        BlockId block = HeadReader.findInMemory(context, ref);
        return block == null ? null : blocks.find(block.hash(), full);
    }

    private @Nullable Json blockByHash(CallContext context, Hash hash, boolean full) {
        return block(context, byHash(hash), full);
    }

    private static @Nullable Json header(CallContext context, BlockRef ref) {
        HeadReader reader = HeadReader.of(context);
        BlockId block = reader.find(ref);
        if (block == null) {
            return null;
        }
        Header header = reader.chain().header(block);
        return out -> {
            out.beginObject();
            HeaderJson.writeFields(header, out);
            out.endObject();
        };
    }

    private static @Nullable Json count(CallContext context, BlockRef ref, Function<Body, List<?>> part) {
        HeadReader reader = HeadReader.of(context);
        BlockId block = reader.find(ref);
        return block == null
                ? null
                : Json.quantity(part.apply(reader.chain().body(block)).size());
    }

    private static @Nullable Json uncle(CallContext context, BlockRef ref, long index) {
        HeadReader reader = HeadReader.of(context);
        BlockId block = reader.find(ref);
        if (block == null) {
            return null;
        }
        List<Header> uncles = reader.chain().body(block).uncles();
        if (Long.compareUnsigned(index, uncles.size()) >= 0) {
            return null;
        }
        Header uncle = uncles.get((int) index);
        return out -> BlockJson.writeUncle(uncle, out);
    }

    private static BlockRef byHash(Hash hash) {
        return new BlockRef.ByHash(hash, false);
    }
}
