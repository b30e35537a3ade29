package dev.drover.rpc.eth;

import dev.drover.chain.Senders;
import dev.drover.config.CacheConfig;
import dev.drover.rpc.ChainIdentity;
import dev.drover.rpc.MethodTable;

/** All {@code eth_} families, and what they share. */
public final class EthMethods {
    private EthMethods() {}

    /** Adds the methods. */
    public static void register(MethodTable table, ChainIdentity identity, CacheConfig config) {
        Senders senders = new Senders(config.sendersMax());
        EncodedBlocks blocks = new EncodedBlocks(senders, config.blocksMaxBytes());
        EthChain.register(table, identity);
        new EthBlocks(blocks).register(table);
        new EthTransactions(senders).register(table);
        new EthReceipts(senders).register(table);
    }
}
