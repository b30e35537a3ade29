package dev.drover.rpc.eth;

import dev.drover.chain.Address;
import dev.drover.chain.Hash;
import dev.drover.chain.Senders;
import dev.drover.json.Json;
import dev.drover.rpc.BlockRef;
import dev.drover.rpc.CallContext;
import dev.drover.rpc.HeadReader;
import dev.drover.rpc.Lane;
import dev.drover.rpc.MethodTable;
import dev.drover.rpc.Params;
import dev.drover.rpc.TransactionInBlock;
import dev.drover.rpc.encode.TransactionJson;
import org.jspecify.annotations.Nullable;

/** The methods for transactions: of the canonical chain, and of any block by its hash. */
final class EthTransactions {
    private final Senders senders;

    /** @param senders recovers the senders of transactions */
    EthTransactions(Senders senders) {
        this.senders = senders;
    }

    /** Registers the methods of this family. */
    void register(MethodTable table) {
        table.addAtHead(
                "eth_getTransactionByHash", Lane.READ, Params.HASH, (context, hash) -> json(byHash(context, hash)));
        table.addAtHead(
                "eth_getTransactionByBlockNumberAndIndex",
                Lane.READ,
                Params.BLOCK_NUMBER_OR_TAG,
                Params.INDEX,
                (context, ref, index) -> json(byPlace(context, ref, index)));
        table.addAtHead(
                "eth_getTransactionByBlockHashAndIndex",
                Lane.READ,
                Params.HASH,
                Params.INDEX,
                (context, hash, index) -> json(byPlace(context, new BlockRef.ByHash(hash, false), index)));
        table.addAtHead(
                "eth_getRawTransactionByHash",
                Lane.READ,
                Params.HASH,
                (context, hash) -> TransactionInBlock.raw(byHash(context, hash)));
        table.addAtHead(
                "eth_getRawTransactionByBlockNumberAndIndex",
                Lane.READ,
                Params.BLOCK_NUMBER_OR_TAG,
                Params.INDEX,
                (context, ref, index) -> TransactionInBlock.raw(byPlace(context, ref, index)));
        table.addAtHead(
                "eth_getRawTransactionByBlockHashAndIndex",
                Lane.READ,
                Params.HASH,
                Params.INDEX,
                (context, hash, index) ->
                        TransactionInBlock.raw(byPlace(context, new BlockRef.ByHash(hash, false), index)));
    }

    private @Nullable Json json(@Nullable TransactionInBlock found) {
        if (found == null) {
            return null;
        }
        Address sender = senders.of(found.transaction());
        return out -> TransactionJson.write(found.transaction(), found.block().header(), found.index(), sender, out);
    }

    private static @Nullable TransactionInBlock byHash(CallContext context, Hash hash) {
        return TransactionInBlock.find(HeadReader.of(context), hash);
    }

    private static @Nullable TransactionInBlock byPlace(CallContext context, BlockRef ref, long index) {
        return TransactionInBlock.find(HeadReader.of(context), ref, index);
    }
}
