package dev.drover.rpc.net;

import dev.drover.json.Json;
import dev.drover.rpc.ChainIdentity;
import dev.drover.rpc.Lane;
import dev.drover.rpc.MethodTable;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** The {@code net_} family. */
public final class NetMethods {
    private NetMethods() {}

    /** Adds the methods. geth's network id, unless set otherwise, is the chain id. */
    public static void register(MethodTable table, ChainIdentity identity) {
        table.addAtHead(
                        "net_version",
                        Lane.READ,
                        call -> Json.string(identity.of(call).toString()))
                .memoryFirst(call -> stringOrNull(identity.ifKnown()));
        // As every geth says, one that takes no connections too (internal/ethapi, NetAPI).
        table.add("net_listening", Lane.INSTANT, () -> Json.bool(true));
        // A replica has masters, not peers.
        table.add("net_peerCount", Lane.INSTANT, () -> Json.quantity(0));
    }

    private static @Nullable Json stringOrNull(@Nullable BigInteger value) {
        return value == null ? null : Json.string(value.toString());
    }
}
