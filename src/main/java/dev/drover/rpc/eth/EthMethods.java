package dev.drover.rpc.eth;

import dev.drover.chain.Senders;
import dev.drover.config.CacheConfig;
import dev.drover.config.GpoConfig;
import dev.drover.config.LogsConfig;
import dev.drover.rpc.ChainIdentity;
import dev.drover.rpc.MethodTable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All {@code eth_} families, and what they share. */
public final class EthMethods {
    private EthMethods() {}

    /**
     * Adds the methods.
     *
     * @param senders of transactions
     * @param machinery what runs contracts, and reads states
     * @param catchUp null once the topic was read up to its end; asked on any thread, must not block
     */
    public static void register(
            MethodTable table,
            ChainIdentity identity,
            Senders senders,
            CacheConfig cache,
            GpoConfig gpo,
            LogsConfig logs,
            Machinery machinery,
            Supplier<@Nullable CatchUp> catchUp) {
        EncodedBlocks blocks = new EncodedBlocks(senders, cache.blocksMaxBytes());
        EthChain.register(table, identity);
        EthConfig.register(table);
        new EthSyncing(catchUp).register(table);
        new EthCapabilities(table).register();
        EthFees fees = new EthFees(senders, gpo, cache);
        fees.register(table);
        new EthBlocks(blocks).register(table);
        new EthTransactions(senders).register(table);
        new EthReceipts(senders).register(table);
        new EthState(machinery.states()).register(table);
        new EthCall(machinery, fees::tip).register(table);
        new EthSimulate(machinery).register(table);
        new EthLogs(logs).register(table);
    }
}
