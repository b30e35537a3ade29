package dev.drover.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.chain.Head;
import dev.drover.head.ServedHead;
import dev.drover.head.ServedHeads;
import dev.drover.testing.InMemoryStore;
import dev.drover.testing.ManualHeads;
import dev.drover.testing.RpcServers;
import dev.drover.testing.TestBlock;
import dev.drover.testing.WsClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every request is answered, even if it is malformed or answering it fails. */
final class BrokenRequestsTest {
    private static final String CALL = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_blockNumber\",\"params\":[]}";
    private static final String PARSE_ERROR =
            "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32700,\"message\":\"parse error\"}}";
    private static final TestBlock GENESIS = TestBlock.genesis("a");

    private final FailingHeads heads = new FailingHeads();
    private final RpcServers servers = new RpcServers(RpcServers.twoMethods(), heads);
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    BrokenRequestsTest() {
        heads.real.serve(GENESIS.header());
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        servers.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16BE", "UTF-16LE", "UTF-32", "UTF-32BE", "UTF-32LE"})
    void refusesOtherEncodingsThanUtf8(String encoding) throws Exception {
        byte[] body = CALL.getBytes(Charset.forName(encoding));
        int port = http();
        assertThat(post(port, body).body()).isEqualTo(PARSE_ERROR);
        byte[] large = (CALL + " ".repeat(100_000)).getBytes(Charset.forName(encoding));
        assertThat(post(port, large).body()).isEqualTo(PARSE_ERROR);
        try (WsClient ws = new WsClient(ws(), null)) {
            assertThat(ws.send(body).next()).isEqualTo(PARSE_ERROR);
            assertThat(ws.closeCode()).isEqualTo(1000);
        }
    }

    @Test
    void answersRandomBodiesOverHttp() throws Exception {
        int port = http();
        Random random = new Random(14);
        for (int i = 0; i < 500; i++) {
            HttpResponse<String> answer = post(port, randomBody(random));
            assertThat(answer.statusCode()).isEqualTo(200);
        }
        assertThat(post(port, utf8(CALL)).body()).contains("\"result\":\"0x0\"");
    }

    @Test
    void answersRandomMessagesOverWebSocket() throws Exception {
        int port = ws();
        Random random = new Random(15);
        for (int i = 0; i < 20; i++) {
            try (WsClient ws = new WsClient(port, null)) {
                // Malformed JSON is answered and closes the connection. All else must leave it usable.
                for (int messages = 0; messages < 50 && !ws.isClosed(); messages++) {
                    try {
                        ws.send(randomBody(random));
                    } catch (RuntimeException e) {
                        assertThat(ws.closeCode()).isEqualTo(1000);
                    }
                }
                if (ws.isClosed()) {
                    assertThat(ws.closeCode()).isEqualTo(1000);
                }
            }
        }
        try (WsClient ws = new WsClient(port, null)) {
            assertThat(ws.send(CALL).next()).contains("\"result\":\"0x0\"");
        }
    }

    @Test
    void answersIfTheHeadCannotBeAcquired() throws Exception {
        int http = http();
        int ws = ws();
        heads.acquireFails = true;
        assertThat(post(http, utf8(CALL)).body()).contains("\"code\":-32603");
        try (WsClient socket = new WsClient(ws, null)) {
            // More than may be answered concurrently: each must release its slot.
            for (int i = 0; i < 3 * RpcServers.WS_LIMITS.requestsPerConnection(); i++) {
                assertThat(socket.send(CALL).next()).contains("\"code\":-32603");
            }
            heads.acquireFails = false;
            assertThat(socket.send(CALL).next()).contains("\"result\":\"0x0\"");
        }
    }

    @Test
    void answersIfEvenTheHeadsNumberIsUnavailable() throws Exception {
        int http = http();
        int ws = ws();
        heads.headFails = true;
        assertThat(post(http, utf8("[]")).body()).contains("\"code\":-32603");
        try (WsClient socket = new WsClient(ws, null)) {
            assertThat(socket.send("[]").next()).contains("\"code\":-32603");
        }
        HttpResponse<String> get = client.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + http + "/"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(get.statusCode()).isEqualTo(500);
        heads.headFails = false;
        assertThat(post(http, utf8(CALL)).body()).contains("\"result\":\"0x0\"");
    }

    private static byte[] randomBody(Random random) {
        byte[] body;
        if (random.nextBoolean()) {
            body = utf8(random.nextBoolean() ? CALL : "[" + CALL + "," + CALL + "]");
            for (int changes = random.nextInt(4); changes > 0; changes--) {
                body[random.nextInt(body.length)] = (byte) random.nextInt(256);
            }
        } else {
            body = new byte[1 + random.nextInt(200)];
            random.nextBytes(body);
        }
        return body;
    }

    private int http() {
        return servers.startHttp(RpcServers.httpConfig(RpcServers.HTTP_LIMITS)).port();
    }

    private int ws() {
        return servers.startWs(RpcServers.WS_LIMITS).port();
    }

    private HttpResponse<String> post(int port, byte[] body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/"))
                .header("content-type", "application/json")
                .timeout(Duration.ofSeconds(20))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Heads that fail on demand. */
    private static final class FailingHeads implements ServedHeads {
        private final ManualHeads real = new ManualHeads(new InMemoryStore());
        private volatile boolean acquireFails;
        private volatile boolean headFails;

        @Override
        public @Nullable ServedHead acquire() {
            if (acquireFails) {
                throw new StackOverflowError("as a test wants it");
            }
            return real.acquire();
        }

        @Override
        public @Nullable Head head() {
            if (headFails) {
                throw new IllegalStateException("as a test wants it");
            }
            return real.head();
        }
    }
}
