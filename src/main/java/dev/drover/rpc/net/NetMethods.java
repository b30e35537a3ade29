package dev.drover.rpc.net;

import dev.drover.json.Json;
import dev.drover.rpc.ChainIdentity;
import dev.drover.rpc.Lane;
import dev.drover.rpc.MethodTable;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** The {@code net_} methods. */
public final class NetMethods {
    private NetMethods() {}

    /** Registers the methods. The network id is the chain id, geth's default. */
    public static void register(MethodTable table, ChainIdentity identity) {
        table.addAtHead(
                        "net_version",
                        Lane.READ,
                        call -> Json.string(identity.of(call).toString()))
                .memoryFirst(call -> stringOrNull(identity.ifKnown()));
        // geth always returns true, even if it accepts no connections (internal/ethapi, NetAPI).
        table.add("net_listening", Lane.INSTANT, () -> Json.bool(true));
        // A replica reads from masters and has no peers.
        table.add("net_peerCount", Lane.INSTANT, () -> Json.quantity(0));
    }

    private static @Nullable Json stringOrNull(@Nullable BigInteger value) {
        return value == null ? null : Json.string(value.toString());
    }
}
