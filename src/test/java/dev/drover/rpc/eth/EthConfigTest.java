package dev.drover.rpc.eth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drover.blocks.ChainReader;
import dev.drover.store.Batch;
import dev.drover.store.Schema;
import dev.drover.testing.LocalRpc;
import dev.drover.testing.RecordedChain;
import dev.drover.testing.TestMethods;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Forks to come; the recorded chains have none. */
final class EthConfigTest {
    private final RecordedChain chain = RecordedChain.ofFixture("modern");
    private final long now = chain.head().time();

    @Test
    void tellsTheNextForkAndTheLast() throws Exception {
        JsonNode config = ask(
                "\"shanghaiTime\":0,\"cancunTime\":0,\"pragueTime\":" + now + ",\"osakaTime\":" + (now + 1)
                        + ",\"bpo2Time\":" + (now + 2),
                "\"bpo2\":{\"target\":14,\"max\":21,\"baseFeeUpdateFraction\":11684671}");

        assertThat(config.at("/current/activationTime").asLong()).isEqualTo(now);
        assertThat(config.at("/current/precompiles").has("P256VERIFY")).isFalse();
        // A fork without blob parameters of its own keeps those before.
        assertThat(config.at("/next/activationTime").asLong()).isEqualTo(now + 1);
        assertThat(config.at("/next/blobSchedule/max").asInt()).isEqualTo(6);
        assertThat(config.at("/next/precompiles/P256VERIFY").asText())
                .isEqualTo("0x0000000000000000000000000000000000000100");
        assertThat(config.at("/last/activationTime").asLong()).isEqualTo(now + 2);
        assertThat(config.at("/last/blobSchedule/max").asInt()).isEqualTo(21);
        assertThat(config.at("/current/forkId")).isNotEqualTo(config.at("/next/forkId"));
        assertThat(config.at("/last/forkId")).isNotEqualTo(config.at("/next/forkId"));
    }

    @Test
    void passesOverForksThatAreNotPlanned() throws Exception {
        JsonNode config = ask("\"shanghaiTime\":0,\"cancunTime\":0,\"osakaTime\":0,\"amsterdamTime\":" + (now + 9), "");

        assertThat(config.at("/current/activationTime").asLong()).isZero();
        assertThat(config.at("/next/activationTime").asLong()).isEqualTo(now + 9);
        assertThat(config.at("/last")).isEqualTo(config.at("/next"));
    }

    @Test
    void tellsOfNoBlobsAndNoSystemContractsBeforeCancun() throws Exception {
        JsonNode config = ask("\"shanghaiTime\":" + now, "");

        assertThat(config.at("/current/blobSchedule").isNull()).isTrue();
        assertThat(config.at("/current/systemContracts")).isEmpty();
        assertThat(config.at("/current/precompiles")).hasSize(9);
        assertThat(config.at("/next").isNull()).isTrue();
        assertThat(config.at("/last").isNull()).isTrue();
    }

    private JsonNode ask(String forks, String blobs) throws Exception {
        String json = "{\"chainId\":5,\"homesteadBlock\":0,\"byzantiumBlock\":0,\"istanbulBlock\":0,\"londonBlock\":0,"
                + forks + ",\"blobSchedule\":{\"cancun\":{\"target\":3,\"max\":6,\"baseFeeUpdateFraction\":3338477}"
                + (blobs.isEmpty() ? "" : ",") + blobs + "}}";
        Batch batch = new Batch();
        batch.put(
                Schema.config(Objects.requireNonNull(new ChainReader(chain.store()).canonical(0))
                        .hash()),
                json.getBytes(StandardCharsets.UTF_8));
        chain.store().apply(batch, false);
        try (LocalRpc rpc = new LocalRpc(TestMethods.all(), chain.heads())) {
            return new ObjectMapper()
                    .readTree(rpc.call("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_config\"}"))
                    .path("result");
        }
    }
}
