package dev.drover.rpc.eth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.rpc.encode.CatchUp;
import dev.drover.testing.LocalRpc;
import dev.drover.testing.RecordedChain;
import dev.drover.testing.TestMethods;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class EthSyncingTest {
    private static final String REQUEST = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_syncing\"}";

    @Test
    void tellsHowFarTheReplicaHasComeUntilItIsThere() {
        // The head is block 20.
        AtomicReference<@Nullable CatchUp> progress = new AtomicReference<>(new CatchUp(10, 2_000, 1_000));
        try (LocalRpc rpc = new LocalRpc(
                TestMethods.all(progress::get),
                RecordedChain.ofFixture("modern").heads())) {
            assertThat(rpc.call(REQUEST))
                    .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"startingBlock\":\"0xa\","
                            + "\"currentBlock\":\"0x14\",\"highestBlock\":\"0x19\",\"syncedAccounts\":\"0x0\","
                            + "\"syncedAccountBytes\":\"0x0\",\"syncedBytecodes\":\"0x0\",\"syncedBytecodeBytes\":\"0x0\","
                            + "\"syncedStorage\":\"0x0\",\"syncedStorageBytes\":\"0x0\",\"healedTrienodes\":\"0x0\","
                            + "\"healedTrienodeBytes\":\"0x0\",\"healedBytecodes\":\"0x0\","
                            + "\"healedBytecodeBytes\":\"0x0\",\"healingTrienodes\":\"0x0\",\"healingBytecode\":\"0x0\","
                            + "\"txIndexFinishedBlocks\":\"0x0\",\"txIndexRemainingBlocks\":\"0x0\","
                            + "\"stateIndexRemaining\":\"0x0\",\"trienodeIndexRemaining\":\"0x0\"}}");
            progress.set(null);
            assertThat(rpc.call(REQUEST)).contains("\"result\":false");
        }
    }
}
