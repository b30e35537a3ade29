package dev.drover.testing;

import dev.drover.config.CacheConfig;
import dev.drover.rpc.ChainIdentity;
import dev.drover.rpc.MethodTable;
import dev.drover.rpc.debug.DebugRaw;
import dev.drover.rpc.eth.EthMethods;
import dev.drover.rpc.net.NetMethods;
import dev.drover.rpc.web3.Web3Methods;

/** All methods that read a chain, for tests that have no whole replica. */
public final class TestMethods {
    private TestMethods() {}

    /** A table of its own, with small caches. */
    public static MethodTable all() {
        MethodTable table = new MethodTable();
        ChainIdentity identity = new ChainIdentity();
        EthMethods.register(table, identity, new CacheConfig(1 << 20, 10_000));
        NetMethods.register(table, identity);
        Web3Methods.register(table, "drover/test");
        DebugRaw.register(table);
        return table;
    }
}
