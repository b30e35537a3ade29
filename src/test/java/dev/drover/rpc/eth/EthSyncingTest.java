package dev.drover.rpc.eth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.testing.LocalRpc;
import dev.drover.testing.RecordedChain;
import dev.drover.testing.TestMethods;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @ParameterizedTest
    @CsvSource({
        // start, read, left, current, highest
        "0, 1000, 3000, 100, 400",
        // Whatever the estimate, something is left.
        "100, 0, 3000, 100, 101",
        "100, 1000, 1, 110, 111",
        "100, 1000, 0, 110, 111",
        // A rewind to before the start.
        "100, 1000, 3000, 90, 91"
    })
    void guessesTheHighestBlockFromTheRecordsThatAreLeft(long start, long read, long left, long current, long highest) {
        assertThat(new CatchUp(start, read, left).highestBlock(current)).isEqualTo(highest);
    }
}
