package dev.drover.rpc.encode;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.drover.blocks.ChainReader;
import dev.drover.chain.Block;
import dev.drover.chain.BlockId;
import dev.drover.chain.Hash;
import dev.drover.chain.Senders;
import dev.drover.json.Json;
import dev.drover.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/**
 * A cache of encoded blocks by hash. The content of a hash never changes, so entries stay valid across reorgs. Polls
 * for the latest block are answered from memory, and a block is encoded once however many clients request it
 * concurrently. Any thread.
 */
public final class EncodedBlocks {
    /** The size of an entry besides its JSON. */
    private static final int ENTRY_BYTES = 160;

    private record Key(Hash hash, boolean full) {}

    private final Senders senders;
    private final Cache<Key, byte[]> cache;

    /**
     * @param senders recovers the senders of transactions
     * @param bytesMax the total size of the JSON that is kept
     */
    public EncodedBlocks(Senders senders, long bytesMax) {
        this.senders = senders;
        this.cache = Caffeine.newBuilder()
                .maximumWeight(bytesMax)
                .weigher((Key key, byte[] json) -> json.length + ENTRY_BYTES)
                .build();
    }

    /** Returns the block if it is cached, else null. Never blocks. */
    public @Nullable Json find(Hash hash, boolean full) {
        byte[] json = cache.getIfPresent(new Key(hash, full));
        return json == null ? null : out -> out.raw(json);
    }

    /**
     * Returns the block, reading and encoding it if it is not cached. Not for event loops.
     *
     * @param full whether to include the transactions and not only their hashes
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
