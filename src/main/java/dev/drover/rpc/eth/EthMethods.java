package dev.drover.rpc.eth;

import dev.drover.chain.Senders;
import dev.drover.config.CacheConfig;
import dev.drover.config.GpoConfig;
import dev.drover.config.LogsConfig;
import dev.drover.rpc.ChainIdentity;
import dev.drover.rpc.MethodTable;
import dev.drover.rpc.call.EvmResources;
import dev.drover.rpc.encode.CatchUp;
import dev.drover.rpc.encode.EncodedBlocks;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The registration of all {@code eth_} method families and what they share. */
public final class EthMethods {
    private EthMethods() {}

    /**
     * Registers the methods.
     *
     * @param senders recovers the senders of transactions
     * @param resources runs contracts and reads states
     * @param catchUp returns null once the topic was read up to its end; called on any thread, must not block
     */
    public static void register(
            MethodTable table,
            ChainIdentity identity,
            Senders senders,
            CacheConfig cache,
            GpoConfig gpo,
            LogsConfig logs,
            EvmResources resources,
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
        new EthState(resources.states()).register(table);
        new EthCall(resources, fees::tip).register(table);
        new EthSimulate(resources).register(table);
        new EthLogs(logs).register(table);
    }
}
