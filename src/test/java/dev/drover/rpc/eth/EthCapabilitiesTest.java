package dev.drover.rpc.eth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drover.blocks.ChainReader;
import dev.drover.chain.BlockId;
import dev.drover.json.Json;
import dev.drover.rpc.Lane;
import dev.drover.rpc.MethodTable;
import dev.drover.store.Batch;
import dev.drover.store.Schema;
import dev.drover.testing.LocalRpc;
import dev.drover.testing.RecordedChain;
import dev.drover.testing.TestMethods;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A chain whose old part is not here, as over a snapshot. The head is block 20. */
final class EthCapabilitiesTest {
    private final RecordedChain chain = RecordedChain.ofFixture("modern");
    private final ChainReader reader = new ChainReader(chain.store());

    @ParameterizedTest
    @ValueSource(ints = {2, 7, 19, 20})
    void tellsTheOldestBlockThatIsHere(int oldest) throws Exception {
        deleteBelow(oldest, (batch, id) -> batch.delete(Schema.body(id)));
        JsonNode answer = ask(TestMethods.all());

        assertThat(oldest(answer, "blocks")).isEqualTo(oldest);
        assertThat(oldest(answer, "tx")).isEqualTo(oldest);
        assertThat(oldest(answer, "receipts")).isEqualTo(oldest);
    }

    @Test
    void tellsOfReceiptsApart() throws Exception {
        deleteBelow(9, (batch, id) -> batch.delete(Schema.receipts(id)));
        JsonNode answer = ask(TestMethods.all());

        assertThat(oldest(answer, "blocks")).isZero();
        assertThat(oldest(answer, "receipts")).isEqualTo(9);
    }

    @Test
    void aNumberWithoutAHashIsNotHere() throws Exception {
        deleteBelow(5, (batch, id) -> batch.delete(Schema.canonicalHash(id.number())));
        assertThat(oldest(ask(TestMethods.all()), "blocks")).isEqualTo(5);
    }

    @Test
    void tellsOfStatesWhereTheyCanBeAskedFor() throws Exception {
        Batch states = new Batch();
        for (long number = 12; number <= 20; number++) {
            states.put(reader.header(id(number)).stateRoot().toBytes(), new byte[] {1});
        }
        chain.store().apply(states, false);
        MethodTable table = new MethodTable();
        new EthCapabilities(table).register();
        table.add("eth_getBalance", Lane.INSTANT, () -> Json.NULL);
        JsonNode answer = ask(table);

        assertThat(oldest(answer, "state")).isEqualTo(12);
        assertThat(answer.at("/stateproofs").toString()).isEqualTo("{\"disabled\":true}");
    }

    private void deleteBelow(int oldest, BiConsumer<Batch, BlockId> deletion) {
        Batch batch = new Batch();
        for (long number = 1; number < oldest; number++) {
            deletion.accept(batch, id(number));
        }
        chain.store().apply(batch, false);
    }

    private BlockId id(long number) {
        return Objects.requireNonNull(reader.canonical(number));
    }

    private JsonNode ask(MethodTable table) throws Exception {
        try (LocalRpc rpc = new LocalRpc(table, chain.heads())) {
            return new ObjectMapper()
                    .readTree(rpc.call("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_capabilities\"}"))
                    .path("result");
        }
    }

    private static int oldest(JsonNode answer, String resource) {
        return Integer.decode(answer.at("/" + resource + "/oldestBlock").asText());
    }
}
