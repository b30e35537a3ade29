package dev.drover.rpc.eth;

import dev.drover.rpc.Call;
import dev.drover.rpc.Json;
import dev.drover.rpc.JsonWriter;
import dev.drover.rpc.Lane;
import dev.drover.rpc.MethodTable;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** eth_syncing: false, or how far the replica has come on the way to its topic's end. */
public final class EthSyncing {
    /** What geth tells of parts of a sync that a replica has not: there is nothing left of them (geth: SyncProgress). */
    private static final List<String> NOTHING_OF = List.of(
            "syncedAccounts",
            "syncedAccountBytes",
            "syncedBytecodes",
            "syncedBytecodeBytes",
            "syncedStorage",
            "syncedStorageBytes",
            "healedTrienodes",
            "healedTrienodeBytes",
            "healedBytecodes",
            "healedBytecodeBytes",
            "healingTrienodes",
            "healingBytecode",
            "txIndexFinishedBlocks",
            "txIndexRemainingBlocks",
            "stateIndexRemaining",
            "trienodeIndexRemaining");

    private final Supplier<@Nullable CatchUp> catchUp;

    /** @param catchUp null once the topic was read up to its end; asked on any thread, must not block */
    EthSyncing(Supplier<@Nullable CatchUp> catchUp) {
        this.catchUp = catchUp;
    }

    /** Adds the method. */
    void register(MethodTable table) {
        table.addAtHead("eth_syncing", Lane.INSTANT, this::syncing);
    }

    private Json syncing(Call call) {
        CatchUp progress = catchUp.get();
        if (progress == null) {
            return Json.bool(false);
        }
        long current = call.head().head().number();
        return out -> writeStatus(progress, current, out);
    }

    /** How far the replica has come, as one object. */
    public static void writeStatus(CatchUp progress, long current, JsonWriter out) {
        out.beginObject();
        out.name("startingBlock").quantity(progress.startBlock());
        out.name("currentBlock").quantity(current);
        out.name("highestBlock").quantity(progress.highestBlock(current));
        NOTHING_OF.forEach(name -> out.name(name).quantity(0));
        out.endObject();
    }
}
