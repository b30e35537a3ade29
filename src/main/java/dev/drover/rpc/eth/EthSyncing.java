package dev.drover.rpc.eth;

import dev.drover.json.Json;
import dev.drover.rpc.CallContext;
import dev.drover.rpc.Lane;
import dev.drover.rpc.MethodTable;
import dev.drover.rpc.encode.CatchUp;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code eth_syncing}: false, or the progress of a replica that has not yet read its topic up to the end. */
final class EthSyncing {
    private final Supplier<@Nullable CatchUp> catchUp;

    /** @param catchUp returns null once the topic was read up to its end; called on any thread, must not block */
    EthSyncing(Supplier<@Nullable CatchUp> catchUp) {
        this.catchUp = catchUp;
    }

    /** Registers the method. */
    void register(MethodTable table) {
        table.addAtHead("eth_syncing", Lane.INSTANT, this::syncing);
    }

    private Json syncing(CallContext context) {
        CatchUp progress = catchUp.get();
        if (progress == null) {
            return Json.bool(false);
        }
        long current = context.head().head().number();
        return out -> progress.writeTo(current, out);
    }
}
