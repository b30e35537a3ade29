package dev.drover.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drover.testing.RecordedChain;
import dev.drover.testing.RpcServers;
import dev.drover.testing.Shared;
import dev.drover.testing.TestMethods;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Unusual bodies and calls of unknown methods, answered over HTTP byte for byte as a real node answered them. */
final class RecordedBodiesTest {
    /** Calls that fail before a method runs: it is unknown, or the transport does not support notifications. */
    private static final Set<String> WITHOUT_METHOD = Set.of("", "nope", "eth_nope", "eth_subscribe");

    @ParameterizedTest
    @CsvSource({"ethash-two-masters,12,1", "modern-two-masters,29,4"})
    void answersUnusualBodiesAsGethDoes(String recording, int bodies, int calls) throws Exception {
        List<Exchange> exchanges = exchanges(recording);
        assertThat(exchanges).hasSize(bodies + calls);
        RecordedChain chain = RecordedChain.load(recording);
        try (RpcServers servers = new RpcServers(TestMethods.all(), chain.heads());
                HttpClient client = HttpClient.newHttpClient()) {
            int port = servers.startHttp(RpcServers.httpConfig(RpcServers.HTTP_LIMITS))
                    .port();
            for (Exchange exchange : exchanges) {
                HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/"))
                        .header("content-type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(exchange.body()))
                        .build();
                HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
                assertThat(response.body()).as(exchange.body()).isEqualTo(exchange.answer());
                assertThat(response.statusCode()).isEqualTo(200);
                assertThat(response.headers().firstValue("x-head-hash"))
                        .hasValue(chain.head().hash().toString());
            }
        }
    }

    private record Exchange(String body, String answer) {}

    private static List<Exchange> exchanges(String recording) throws IOException {
        Path file = Shared.path("recordings/" + recording + ".answers.jsonl.gz");
        List<Exchange> exchanges = new ArrayList<>();
        ObjectMapper json = new ObjectMapper();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode exchange = json.readTree(line);
                if (exchange.has("raw")) {
                    exchanges.add(new Exchange(
                            exchange.get("raw").asText(),
                            exchange.get("rawResponse").asText()));
                } else if (WITHOUT_METHOD.contains(
                        exchange.at("/request/method").asText())) {
                    exchanges.add(new Exchange(
                            exchange.get("request").toString(),
                            exchange.get("response").toString()));
                }
            }
        }
        return exchanges;
    }
}
