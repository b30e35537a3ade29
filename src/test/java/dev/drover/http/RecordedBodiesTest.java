package dev.drover.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drover.testing.RpcServers;
import dev.drover.testing.Shared;
import dev.drover.testing.TestBlock;
import java.io.BufferedReader;
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
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Odd bodies, sent as they are, against what a real node answered, byte for byte. */
final class RecordedBodiesTest {
    @ParameterizedTest
    @CsvSource({"ethash-two-masters,0x539,186,12", "modern-two-masters,0xae62d,400,29"})
    void answersOddBodiesAsGethDoes(String recording, String chainId, int head, int count) throws Exception {
        Path file = Shared.path("recordings/" + recording + ".answers.jsonl.gz");
        List<JsonNode> exchanges = new ArrayList<>();
        ObjectMapper json = new ObjectMapper();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.contains("\"raw\"")) {
                    exchanges.add(json.readTree(line));
                }
            }
        }
        exchanges.removeIf(exchange -> !exchange.has("raw"));
        assertThat(exchanges).hasSize(count);

        try (RpcServers servers = new RpcServers(Long.decode(chainId));
                HttpClient client = HttpClient.newHttpClient()) {
            TestBlock block = TestBlock.genesis("a");
            for (int i = 0; i < head; i++) {
                block = block.child("a", 1);
            }
            servers.heads().serve(block.header());
            int port = servers.startHttp(RpcServers.httpConfig(RpcServers.HTTP_LIMITS))
                    .port();
            for (JsonNode exchange : exchanges) {
                HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/"))
                        .header("content-type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                exchange.get("raw").asText()))
                        .build();
                HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
                assertThat(response.body())
                        .as(exchange.get("raw").asText())
                        .isEqualTo(exchange.get("rawResponse").asText());
                assertThat(response.statusCode()).isEqualTo(200);
            }
        }
    }
}
