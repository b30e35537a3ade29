package dev.drover.rpc.eth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.blocks.ChainReader;
import dev.drover.chain.BlockId;
import dev.drover.chain.Senders;
import dev.drover.chain.Transaction;
import dev.drover.config.GpoConfig;
import dev.drover.store.Batch;
import dev.drover.store.Schema;
import dev.drover.testing.LocalRpc;
import dev.drover.testing.RecordedChain;
import dev.drover.testing.TestMethods;
import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the answers alone do not show: the rest is in the spec files and the recorded answers. */
final class EthFeesTest {
    private static final long GWEI_500 = 500_000_000_000L;
    private static final BigInteger MEGAWEI = BigInteger.valueOf(1_000_000);

    private final RecordedChain chain = RecordedChain.ofFixture("modern");
    private final ChainReader reader = new ChainReader(chain.store());

    @ParameterizedTest
    @ValueSource(strings = {"eth_gasPrice", "eth_maxPriorityFeePerGas", "eth_baseFee", "eth_blobBaseFee"})
    void answersPollsWithoutTheStore(String method) {
        try (LocalRpc rpc = new LocalRpc(TestMethods.all(), chain.heads())) {
            String first = rpc.call(request(method, ""));
            chain.store().close();

            assertThat(first).contains("\"result\":\"0x");
            assertThat(rpc.call(request(method, ""))).isEqualTo(first);
        }
    }

    @Test
    void remembersTheTipsOfBlocks() {
        String request = request("eth_feeHistory", "\"0x3\",\"latest\",[10,90]");
        try (LocalRpc rpc = new LocalRpc(TestMethods.all(), chain.heads())) {
            String first = rpc.call(request);
            Batch batch = new Batch();
            batch.delete(Schema.receipts(chain.head().id()));
            batch.delete(Schema.body(chain.head().id()));
            chain.store().apply(batch, false);

            assertThat(first).contains("reward");
            assertThat(rpc.call(request)).isEqualTo(first);
        }
    }

    @Test
    void aBlockWithoutReceiptsIsAnErrorNotARewardOfZero() {
        Batch batch = new Batch();
        batch.delete(Schema.receipts(id(18)));
        chain.store().apply(batch, false);
        try (LocalRpc rpc = new LocalRpc(TestMethods.all(), chain.heads())) {
            assertThat(rpc.call(request("eth_feeHistory", "\"0x3\",\"latest\",[10]")))
                    .contains("-32000", "receipts of block " + id(18) + " is not in the store");
            assertThat(rpc.call(request("eth_feeHistory", "\"0x3\",\"latest\",[]")))
                    .contains("\"result\":{");
        }
    }

    @Test
    void aBlockThatIsMissingIsAnErrorNotAShorterHistory() {
        Batch batch = new Batch();
        batch.delete(Schema.header(id(18)));
        chain.store().apply(batch, false);
        try (LocalRpc rpc = new LocalRpc(TestMethods.all(), chain.heads())) {
            assertThat(rpc.call(request("eth_feeHistory", "\"0x3\",\"latest\",[]")))
                    .contains("-32000", "header of block " + id(18) + " is not in the store");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "5               | 'oldestBlock\":\"0x10'",
                "\"5\"           | 'oldestBlock\":\"0x10'",
                "\"0X5\"         | 'oldestBlock\":\"0x10'",
                "\"\"            | 'gasUsedRatio\":null'",
                "\"0xffffffffffffffff\"  | 'oldestBlock\":\"0x0'",
                "\"18446744073709551615\" | 'oldestBlock\":\"0x0'",
                "\"0x10000000000000000\" | 'invalid argument 0: invalid hex or decimal integer \\\"0x10000000000000000\\\"'",
                "-1              | 'invalid hex or decimal integer \\\"-1\\\"'",
                "\"+1\"          | 'invalid hex or decimal integer \\\"+1\\\"'",
                "1.5             | 'invalid hex or decimal integer \\\"1.5\\\"'",
                "null            | 'invalid hex or decimal integer \\\"null\\\"'"
            })
    void takesACountInEveryFormThatGethTakes(String count, String expected) {
        try (LocalRpc rpc = new LocalRpc(TestMethods.all(), chain.heads())) {
            assertThat(rpc.call(request("eth_feeHistory", count + ",\"latest\",[]")))
                    .contains(expected);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"50\"    | json: cannot unmarshal string into Go value of type []float64",
                "{}        | json: cannot unmarshal object into Go value of type []float64",
                "[true]    | json: cannot unmarshal bool into Go value of type float64",
                "[[1]]     | json: cannot unmarshal array into Go value of type float64",
                "[0.5,0.5] | 'invalid reward percentile: #0:0.500000 \\u003e= #1:0.500000'",
                "[100.0000005] | 'invalid reward percentile: 100.000000'"
            })
    void refusesPercentilesInGethsWords(String percentiles, String expected) {
        try (LocalRpc rpc = new LocalRpc(TestMethods.all(), chain.heads())) {
            assertThat(rpc.call(request("eth_feeHistory", "1,\"latest\"," + percentiles)))
                    .contains(expected);
        }
    }

    @Test
    void givesNoMoreBlocksThanAllowed() {
        GpoConfig four = new GpoConfig(20, 60, GWEI_500, 2, 4);
        try (LocalRpc rpc = new LocalRpc(TestMethods.all(four), chain.heads())) {
            assertThat(rpc.call(request("eth_feeHistory", "\"0x5\",\"latest\",[]")))
                    .contains("oldestBlock\":\"0x11");
        }
    }

    @Test
    void suggestsAPercentileOfTheThreeLowestTipsOfABlock() {
        List<BigInteger> lowest = lowestTips(chain.head().number());
        assertThat(lowest).hasSize(3).doesNotHaveDuplicates();

        assertThat(suggest(new GpoConfig(1, 0, GWEI_500, 2, 1))).isEqualTo(lowest.get(0));
        assertThat(suggest(new GpoConfig(1, 50, GWEI_500, 2, 1))).isEqualTo(lowest.get(1));
        assertThat(suggest(new GpoConfig(1, 99, GWEI_500, 2, 1))).isEqualTo(lowest.get(1));
        assertThat(suggest(new GpoConfig(1, 100, GWEI_500, 2, 1))).isEqualTo(lowest.get(2));
    }

    @Test
    void suggestsNoMoreThanTheHighestPriceAllowed() {
        assertThat(suggest(new GpoConfig(1, 100, 77, 2, 1))).isEqualTo(BigInteger.valueOf(77));
    }

    @Test
    void looksAtNoTipBelowTheLeast() {
        List<BigInteger> lowest = lowestTips(chain.head().number());
        long least = lowest.get(0).longValueExact() + 1;
        assertThat(suggest(new GpoConfig(1, 0, GWEI_500, least, 1))).isEqualTo(lowest.get(1));
        assertThat(suggest(new GpoConfig(20, 100, GWEI_500, GWEI_500, 1))).isEqualTo(MEGAWEI);
    }

    @Test
    void suggestsTheSameWhateverWasAskedBefore() {
        TipOracle asked = new TipOracle(new GpoConfig(3, 60, GWEI_500, 2, 1), new Senders(1_000));
        TipOracle fresh = new TipOracle(new GpoConfig(3, 60, GWEI_500, 2, 1), new Senders(1_000));
        for (long number = 0; number < chain.head().number(); number++) {
            asked.suggest(reader, id(number));
        }
        assertThat(asked.suggest(reader, chain.head().id()))
                .isEqualTo(fresh.suggest(reader, chain.head().id()));
        assertThat(fresh.suggest(reader, id(0))).isEqualTo(MEGAWEI);
    }

    private BigInteger suggest(GpoConfig config) {
        return new TipOracle(config, new Senders(1_000))
                .suggest(reader, chain.head().id());
    }

    private List<BigInteger> lowestTips(long number) {
        BigInteger baseFee = reader.header(id(number)).baseFee();
        return reader.body(id(number)).transactions().stream()
                .map((Transaction transaction) -> transaction.effectiveTip(baseFee))
                .sorted()
                .limit(3)
                .toList();
    }

    private BlockId id(long number) {
        return Objects.requireNonNull(reader.canonical(number));
    }

    private static String request(String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":[" + params + "]}";
    }
}
