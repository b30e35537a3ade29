package dev.drover.testing;

import dev.drover.chain.Senders;
import dev.drover.config.CacheConfig;
import dev.drover.config.GpoConfig;
import dev.drover.config.LogsConfig;
import dev.drover.evm.CodeCache;
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
import dev.drover.rpc.web3.Web3Methods;
import dev.drover.state.States;
import dev.drover.txpool.RecentTransactions;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All methods that read a chain, for tests that have no whole replica. */
public final class TestMethods {
    private static final GpoConfig GPO = new GpoConfig(20, 60, 500_000_000_000L, 2, 1_024);

    private static final LogsConfig LOGS = new LogsConfig(0, 1_000, 100_000);

    private TestMethods() {}

    /** A table of its own, with small caches, of a replica that has read all of its topic. */
    public static MethodTable all() {
        return all(() -> null);
    }

    /** The same, of a replica that has come as far as {@code catchUp} says. */
    public static MethodTable all(Supplier<@Nullable CatchUp> catchUp) {
        return all(GPO, catchUp);
    }

    /** The same, with other settings for fees. */
    public static MethodTable all(GpoConfig gpo) {
        return all(gpo, () -> null);
    }

    /** What runs contracts, with small caches. */
    public static EvmResources resources() {
        return new EvmResources(new States(1 << 20), new CodeCache(1 << 20), RpcConfigs.GETH.evm());
    }

    private static MethodTable all(GpoConfig gpo, Supplier<@Nullable CatchUp> catchUp) {
        MethodTable table = new MethodTable();
        ChainIdentity identity = new ChainIdentity();
        EvmResources resources = resources();
        Senders senders = new Senders(10_000);
        EthMethods.register(
                table,
                identity,
                senders,
                new CacheConfig(1 << 20, 10_000, 1 << 20, 1 << 20, 1 << 20, 1_000, 1_000),
                gpo,
                LOGS,
                resources,
                catchUp);
        EthFilters.register(
                table,
                LOGS,
                FilterPositions.alone(InstantSource.system(), 1_000),
                new RecentTransactions(1_000),
                senders);
        NetMethods.register(table, identity);
        Web3Methods.register(table, "drover/test");
        DebugRaw.register(table);
        new DebugTrace(resources, senders, 1 << 28).register(table);
        RpcModules.register(table);
        return table;
    }
}
