package dev.drover.rpc.eth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.store.Batch;
import dev.drover.store.Schema;
import dev.drover.testing.LocalRpc;
import dev.drover.testing.RecordedChain;
import dev.drover.testing.TestMethods;
import org.junit.jupiter.api.Test;

/** What the answers alone do not show: the rest is in the spec files. */
final class EthBlocksTest {
    private static final String LATEST = request("eth_getBlockByNumber", "\"latest\",true");

    private final RecordedChain chain = RecordedChain.ofFixture("modern");

    @Test
    void answersForABlockThatIsInMemoryWithoutTheStore() {
        String byHash = request("eth_getBlockByHash", "\"" + chain.head().hash() + "\",true");
        String byNumber = request("eth_getBlockByNumber", "\"0x14\",true");
        String hashes = request("eth_getBlockByNumber", "\"latest\",false");
        try (LocalRpc rpc = new LocalRpc(TestMethods.all(), chain.heads())) {
            String first = rpc.call(LATEST);
            String chainId = rpc.call(request("eth_chainId", ""));
            chain.store().close();

            assertThat(first).contains("\"result\":{");
            assertThat(rpc.call(LATEST)).isEqualTo(first);
            assertThat(rpc.call(byHash)).isEqualTo(first);
            assertThat(rpc.call(byNumber)).isEqualTo(first);
            assertThat(rpc.call(request("eth_chainId", ""))).isEqualTo(chainId);
            assertThat(rpc.call(hashes)).contains("-32603");
        }
    }

    @Test
    void aBlockWhoseBodyIsMissingIsAnErrorNotNull() {
        Batch batch = new Batch();
        batch.delete(Schema.body(chain.head().id()));
        chain.store().apply(batch, false);
        try (LocalRpc rpc = new LocalRpc(TestMethods.all(), chain.heads())) {
            assertThat(rpc.call(LATEST))
                    .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32000,\"message\":\"body of block "
                            + chain.head().id() + " is not in the store\"}}");
        }
    }

    @Test
    void aNumberBelowTheHeadThatIsMissingIsAnErrorNotNull() {
        Batch batch = new Batch();
        batch.delete(Schema.canonicalHash(7));
        chain.store().apply(batch, false);
        try (LocalRpc rpc = new LocalRpc(TestMethods.all(), chain.heads())) {
            assertThat(rpc.call(request("eth_getBlockByNumber", "\"0x7\",false")))
                    .contains("-32000", "block 7 is not in the store");
        }
    }

    @Test
    void aBlockThatIsNotCanonicalIsRefusedWhereItMustBe() {
        RecordedChain ethash = RecordedChain.ofFixture("ethash");
        String hash = ethash.head().parentHash().toString();
        Batch batch = new Batch();
        batch.put(Schema.canonicalHash(39), ethash.head().hash().toBytes());
        ethash.store().apply(batch, false);
        try (LocalRpc rpc = new LocalRpc(TestMethods.all(), ethash.heads())) {
            String strict = "{\"blockHash\":\"" + hash + "\",\"requireCanonical\":true}";
            assertThat(rpc.call(request("eth_getBlockReceipts", strict)))
                    .contains("-32000", "hash is not currently canonical");
            assertThat(rpc.call(request("eth_getBlockReceipts", "\"" + hash + "\"")))
                    .contains("\"result\":[");
        }
    }

    private static String request(String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":[" + params + "]}";
    }
}
