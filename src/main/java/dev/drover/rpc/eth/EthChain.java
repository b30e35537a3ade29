package dev.drover.rpc.eth;

import dev.drover.json.Json;
import dev.drover.rpc.ChainIdentity;
import dev.drover.rpc.Lane;
import dev.drover.rpc.MethodTable;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** The methods for the identity and the head of the chain. */
final class EthChain {
    private EthChain() {}

    /** Registers the methods of this family. */
    static void register(MethodTable table, ChainIdentity identity) {
        table.addAtHead("eth_chainId", Lane.READ, context -> Json.quantity(identity.of(context)))
                .memoryFirst(context -> quantityOrNull(identity.ifKnown()));
        table.addAtHead(
                "eth_blockNumber",
                Lane.INSTANT,
                context -> Json.quantity(context.head().head().number()));
        // A replica holds no keys.
        table.add("eth_accounts", Lane.INSTANT, () -> out -> out.beginArray().endArray());
    }

    private static @Nullable Json quantityOrNull(@Nullable BigInteger value) {
        return value == null ? null : Json.quantity(value);
    }
}
