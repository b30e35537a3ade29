package dev.drover;

import dev.drover.chain.Senders;
import dev.drover.config.Config;
import dev.drover.config.Version;
import dev.drover.evm.CodeCache;
import dev.drover.pool.live.PoolStatus;
import dev.drover.rpc.ChainIdentity;
import dev.drover.rpc.MethodTable;
import dev.drover.rpc.RpcModules;
import dev.drover.rpc.call.EvmResources;
import dev.drover.rpc.debug.DebugRaw;
import dev.drover.rpc.debug.DebugTrace;
import dev.drover.rpc.encode.CatchUp;
import dev.drover.rpc.eth.EthMethods;
import dev.drover.rpc.filter.EthFilters;
import dev.drover.rpc.filter.FilterPositions;
import dev.drover.rpc.net.NetMethods;
import dev.drover.rpc.pool.PoolMethods;
import dev.drover.rpc.web3.Web3Methods;
import dev.drover.state.States;
import dev.drover.txpool.PendingTransactions;
import dev.drover.txpool.RecentTransactions;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The JSON-RPC methods of all namespaces. */
public final class Methods {
    /** Memory of a trace in relation to its JSON: bounds what a trace may hold by the response limit. */
    private static final long TRACE_FACTOR = 4;

    private Methods() {}

    /**
     * Returns all methods of a replica.
     *
     * @param senders caches the senders of transactions
     * @param states reads the states of blocks
     * @param catchUp returns null once the topic was read to its end; called on any thread, must not block
     * @param pool returns null without a pool; called on any thread, must not block
     * @param filters holds how far filters were polled
     * @param pending announces pending transactions; null without their topic
     */
    public static MethodTable all(
            Config config,
            Senders senders,
            States states,
            Supplier<@Nullable CatchUp> catchUp,
            Supplier<@Nullable PoolStatus> pool,
            FilterPositions filters,
            @Nullable PendingTransactions pending) {
        MethodTable table = new MethodTable();
        EvmResources resources = new EvmResources(
                states,
                new CodeCache(config.cache().codeMaxBytes()),
                config.rpc().evm());
        ChainIdentity identity = new ChainIdentity();
        EthMethods.register(
                table,
                identity,
                senders,
                config.cache(),
                config.gpo(),
                config.rpc().logs(),
                resources,
                catchUp);
        EthFilters.register(
                table,
                config.rpc().logs(),
                filters,
                RecentTransactions.of(pending, config.cache().pendingMax()),
                senders);
        DebugRaw.register(table);
        new DebugTrace(resources, senders, TRACE_FACTOR * config.rpc().responseMaxBytes()).register(table);
        NetMethods.register(table, identity);
        Web3Methods.register(table, Version.client());
        PoolMethods.register(table, pool);
        RpcModules.register(table);
        return table;
    }
}
