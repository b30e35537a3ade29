package dev.drover.rpc.encode;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.drover.chain.Block;
import dev.drover.chain.BlockId;
import dev.drover.chain.Hash;
import dev.drover.chain.Senders;
import dev.drover.json.Json;
import dev.drover.json.JsonWriter;
import dev.drover.store.ChainReader;
import org.jspecify.annotations.Nullable;

/**
 * Blocks in JSON, kept by hash: what a hash names never changes, whatever the head does. So polls for the latest block are
 * answered from memory, and a block is encoded once however many ask for it at the same time. Any thread.
 */
public final class EncodedBlocks {
    /** What an entry takes besides its JSON. */
    private static final int ENTRY_BYTES = 160;

    private record Key(Hash hash, boolean full) {}

    private final Senders senders;
    private final Cache<Key, byte[]> cache;

    /**
     * @param senders who signed what
     * @param bytesMax how much JSON is kept
     */
    public EncodedBlocks(Senders senders, long bytesMax) {
        this.senders = senders;
        this.cache = Caffeine.newBuilder()
                .maximumWeight(bytesMax)
                .weigher((Key key, byte[] json) -> json.length + ENTRY_BYTES)
                .build();
    }

    /** The block if it is in memory, else null. Good for event loops. */
    public @Nullable Json find(Hash hash, boolean full) {
        byte[] json = cache.getIfPresent(new Key(hash, full));
        return json == null ? null : out -> out.raw(json);
    }

    /**
     * The block, read and encoded if need be. Not for event loops.
     *
     * @param full with its transactions, not only with their hashes
     */
    public Json get(ChainReader chain, BlockId block, boolean full) {
        byte[] json = cache.get(new Key(block.hash(), full), key -> encode(chain.block(block), full));
        return out -> out.raw(json);
    }

    private byte[] encode(Block block, boolean full) {
        JsonWriter out = new JsonWriter(4096);
        if (full) {
            BlockJson.writeWithTransactions(block, senders, out);
        } else {
            BlockJson.writeWithHashes(block, out);
        }
        return out.toBytes();
    }
}
