package dev.drover.rpc.eth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.rpc.MethodTable;
import dev.drover.testing.LocalRpc;
import dev.drover.testing.RecordedAnswers;
import dev.drover.testing.RecordedAnswers.Exchange;
import dev.drover.testing.RecordedChain;
import dev.drover.testing.TestMethods;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every recorded answer of today's geth to the methods of these families, errors and their texts included. */
@Tag("slow")
final class RecordedAnswersTest {
    private final MethodTable table = TestMethods.all();

    @ParameterizedTest
    @CsvSource({"ethash-two-masters, 5500", "modern-two-masters, 9500"})
    void answersAsTheRecordedNodeDid(String recording, int exchangesMin) {
        List<Exchange> exchanges = RecordedAnswers.of(recording, RecordedAnswers.judging(table));
        assertThat(exchanges.size()).isGreaterThan(exchangesMin);
        assertAnswers(RecordedChain.load(recording), exchanges);
    }

    @Test
    void answersAsTheConformanceSuiteDemands() {
        List<Exchange> exchanges = new ArrayList<>();
        for (String method : RecordedAnswers.conformanceMethods()) {
            if (RecordedAnswers.judging(table).test(method)) {
                exchanges.addAll(RecordedAnswers.ofConformance(method));
            }
        }
        assertThat(exchanges.size()).isGreaterThan(40);
        assertAnswers(RecordedChain.load("conformance-chain"), exchanges);
    }

    private void assertAnswers(RecordedChain chain, List<Exchange> exchanges) {
        Map<String, String> wrong = new TreeMap<>();
        try (LocalRpc rpc = new LocalRpc(table, chain.heads())) {
            for (Exchange exchange : exchanges) {
                JsonNode answer = rpc.call(exchange.request());
                if (!answer.equals(exchange.response())) {
                    wrong.put(
                            exchange.method() + ", " + exchange.name(),
                            exchange.request() + "\n  answered " + shorten(answer) + "\n  expected "
                                    + shorten(exchange.response()));
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static String shorten(JsonNode json) {
        String text = json.toString();
        return text.length() < 2_000 ? text : text.substring(0, 2_000) + "…";
    }
}
