package dev.drover.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.config.HttpConfig;
import dev.drover.json.Json;
import dev.drover.rpc.Lane;
import dev.drover.rpc.MethodTable;
import dev.drover.testing.InMemoryStore;
import dev.drover.testing.ManualHeads;
import dev.drover.testing.RpcServers;
import dev.drover.testing.TestBlock;
import dev.drover.testing.WsClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpVerticleTest {
    private static final String CHAIN_ID = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_chainId\"}";
    private static final String ANSWER = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"0x7\"}";
    private static final TestBlock FIRST = TestBlock.genesis("a");
    private static final TestBlock SECOND = FIRST.child("a", 1);

    private final ManualHeads heads = new ManualHeads(new InMemoryStore());
    private final MethodTable table = RpcServers.twoMethods();
    private final RpcServers servers = new RpcServers(table, heads);
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private int port;

    @AfterEach
    void stop() throws Exception {
        client.close();
        servers.close();
    }

    @Test
    void answersPosts() throws Exception {
        HttpResponse<String> response = post(CHAIN_ID);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(ANSWER);
        assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(response.headers().firstValueAsLong("content-length")).hasValue(ANSWER.length());
        assertThat(response.headers().firstValue("cache-control")).hasValue("no-store");
    }

    @Test
    void namesTheHeadInEveryAnswerOnceThereIsOne() throws Exception {
        String request = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_blockNumber\"}";
        HttpResponse<String> before = post(request);
        assertThat(before.body()).contains("{\"code\":-32000,\"message\":\"no head yet\"}");
        assertThat(before.headers().map()).doesNotContainKeys("x-head-number", "x-head-hash");

        heads.serve(SECOND.header());
        assertThat(post(request).body()).contains("\"0x1\"");
        List<HttpResponse<String>> answers = List.of(
                post(request),
                post(""),
                post("{"),
                post("[]"),
                send(request("/nope").GET()),
                send(request("/").GET()),
                send(request("/").PUT(BodyPublishers.ofString(CHAIN_ID))));
        for (HttpResponse<String> answer : answers) {
            assertThat(answer.headers().firstValue("x-head-number")).hasValue("1");
            assertThat(answer.headers().firstValue("x-head-hash"))
                    .hasValue(SECOND.hash().toString());
        }
    }

    @Test
    void answersHealthChecks() throws Exception {
        assertThat(send(request("/").GET()).statusCode()).isEqualTo(503);
        servers.setReady(true);
        HttpResponse<String> ready = send(request("/").GET());
        assertThat(ready.statusCode()).isEqualTo(200);
        assertThat(ready.body()).isEmpty();
        assertThat(send(request("/?x=1").GET()).statusCode()).isEqualTo(415);
    }

    @ParameterizedTest
    @CsvSource({
        "application/json,200",
        "application/json; charset=utf-8,200",
        "Application/JSON-RPC,200",
        "application/jsonrequest,200",
        "text/plain,415",
        "application/jsonx,415"
    })
    void acceptsTheContentTypesThatGethAccepts(String type, int status) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri("/")).header("content-type", type).POST(BodyPublishers.ofString(CHAIN_ID));
        assertThat(send(request).statusCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE"})
    void refusesOtherMethods(String method) throws Exception {
        HttpResponse<String> response = send(request("/").method(method, BodyPublishers.noBody()));
        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.body()).isEqualTo("method not allowed\n");
    }

    @Test
    void answersOptionsAndUnknownPathsAsGethDoes() throws Exception {
        HttpResponse<String> options = send(request("/").method("OPTIONS", BodyPublishers.noBody()));
        assertThat(options.statusCode()).isEqualTo(200);
        assertThat(options.body()).isEmpty();
        assertThat(send(request("/x").POST(BodyPublishers.ofString(CHAIN_ID))).statusCode())
                .isEqualTo(404);
    }

    @Test
    void refusesBodiesWithATooLargeContentLength() throws Exception {
        start(RpcServers.httpConfig(new HttpConfig.Limits(
                100, 10, Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofSeconds(30), false)));
        assertThat(raw(
                        "POST / HTTP/1.1",
                        "Host: localhost",
                        "Content-Type: application/json",
                        "Content-Length: 101",
                        "",
                        ""))
                .startsWith("HTTP/1.1 413 ")
                .contains("content length too large (101>100)");
        String padded = CHAIN_ID + " ".repeat(100 - CHAIN_ID.length());
        assertThat(post(padded).body()).isEqualTo(ANSWER);
    }

    @Test
    void truncatesChunkedBodiesThatAreTooLarge() throws Exception {
        start(RpcServers.httpConfig(new HttpConfig.Limits(
                100, 10, Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofSeconds(30), false)));
        String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_chainId\",\"x\":\"" + "x".repeat(100) + "\"}";
        HttpRequest.Builder request = request("/")
                .POST(BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))));
        assertThat(send(request).body()).contains("-32700");
    }

    @Test
    void closesConnectionsWhoseRequestDoesNotArrive() throws Exception {
        start(RpcServers.httpConfig(new HttpConfig.Limits(
                100, 10, Duration.ofMillis(100), Duration.ofSeconds(30), Duration.ofSeconds(30), false)));
        assertThat(raw(
                        "POST / HTTP/1.1",
                        "Host: localhost",
                        "Content-Type: application/json",
                        "Content-Length: 50",
                        "",
                        "{"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "localhost,200",
        "LOCALHOST:8545,200",
        "127.0.0.1:8545,200",
        "10.1.2.3,200",
        "[::1]:8545,200",
        "evil.example,403",
        "localhost.evil.example,403",
        "1.2.3.4.evil.example,403"
    })
    void answersOnlyRequestsToItsOwnNames(String host, int status) throws Exception {
        assertThat(raw("GET / HTTP/1.1", "Connection: close", "Host: " + host, "", ""))
                .startsWith("HTTP/1.1 " + (status == 200 ? 503 : status) + " ");
    }

    @Test
    void letsConfiguredOriginsReadAnswersAndTheirHead() throws Exception {
        start(new HttpConfig(
                "127.0.0.1",
                0,
                List.of("https://dapp.example", "https://*.trusted.example"),
                List.of("localhost"),
                RpcServers.HTTP_LIMITS));
        String preflight = raw(
                "OPTIONS / HTTP/1.1",
                "Host: localhost",
                "Origin: https://dapp.example",
                "Access-Control-Request-Method: POST",
                "Access-Control-Request-Headers: content-type",
                "Connection: close",
                "",
                "");
        assertThat(preflight)
                .startsWith("HTTP/1.1 204 ")
                .containsIgnoringCase("access-control-allow-origin: https://dapp.example\r\n")
                .containsIgnoringCase("access-control-allow-methods: POST\r\n")
                .containsIgnoringCase("access-control-allow-headers: content-type\r\n")
                .containsIgnoringCase("access-control-max-age: 600\r\n");
        HttpResponse<String> allowed = send(
                request("/").header("Origin", "https://a.trusted.example").POST(BodyPublishers.ofString(CHAIN_ID)));
        assertThat(allowed.headers().firstValue("access-control-allow-origin")).hasValue("https://a.trusted.example");
        assertThat(allowed.headers().firstValue("access-control-expose-headers"))
                .hasValue("X-Head-Number, X-Head-Hash, X-Head-Epoch, X-Head-Position");
        HttpResponse<String> other =
                send(request("/").header("Origin", "https://evil.example").POST(BodyPublishers.ofString(CHAIN_ID)));
        assertThat(other.body()).isEqualTo(ANSWER);
        assertThat(other.headers().map()).doesNotContainKey("access-control-allow-origin");
    }

    @Test
    void sendsNoOriginHeadersUnlessConfigured() throws Exception {
        HttpResponse<String> response =
                send(request("/").header("Origin", "https://dapp.example").POST(BodyPublishers.ofString(CHAIN_ID)));
        assertThat(response.headers().map()).doesNotContainKeys("access-control-allow-origin", "vary");
    }

    @ParameterizedTest
    @ValueSource(ints = {2_000, 500_000})
    void compressesForClientsThatAcceptIt(int size) throws Exception {
        table.add("large", Lane.READ, () -> Json.string("x".repeat(size)));
        String call = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"large\"}";
        HttpRequest request = request("/")
                .header("Accept-Encoding", "deflate, gzip")
                .POST(BodyPublishers.ofString(call))
                .build();
        HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
        assertThat(response.headers().firstValue("content-encoding")).hasValue("gzip");
        assertThat(response.body()).hasSizeLessThan(size / 10);
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
            String body = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(body).isEqualTo(post(call).body()).hasSizeGreaterThan(size);
        }
    }

    @Test
    void sendsLargeAnswersWhole() throws Exception {
        table.add("huge", Lane.READ, () -> out -> {
            out.beginArray();
            for (int i = 0; i < 300_000; i++) {
                out.hash(FIRST.hash());
            }
            out.endArray();
        });
        HttpResponse<String> response = post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"huge\"}");
        assertThat(response.body()).hasSize(300_000 * 69 + 1 + 34).endsWith("]}");
    }

    @Test
    void speaksHttp2WithoutTls() throws Exception {
        try (HttpClient modern =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
            HttpResponse<String> response = modern.send(
                    request("/").POST(BodyPublishers.ofString(CHAIN_ID)).build(), BodyHandlers.ofString());
            assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(response.body()).isEqualTo(ANSWER);
        }
    }

    @Test
    void keepsConnectionsAliveAndAnswersPipelinedRequestsInOrder() throws Exception {
        table.add("slow", Lane.READ, () -> Json.string("slow"));
        String slow = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"slow\"}";
        String answers = raw(post11(slow, "keep-alive") + post11(CHAIN_ID, "close"));
        assertThat(answers.indexOf("\"slow\"")).isPositive().isLessThan(answers.indexOf("\"0x7\""));
    }

    @Test
    void closesConnectionsThatAreTooMany() throws Exception {
        HttpService service = start(RpcServers.httpConfig(new HttpConfig.Limits(
                1_000, 1, Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofSeconds(30), false)));
        try (Socket first = new Socket(InetAddress.getLoopbackAddress(), port())) {
            first.getOutputStream().write(post11(CHAIN_ID, "keep-alive").getBytes(StandardCharsets.UTF_8));
            assertThat(first.getInputStream().read()).isEqualTo('H');
            assertThat(raw(post11(CHAIN_ID, "close"))).isEmpty();
            assertThat(service.connections()).isEqualTo(1);
            assertThat(service.refusedConnections()).isEqualTo(1);
        }
    }

    @Test
    void acceptsWebSocketsOnTheSamePortIfConfigured() throws Exception {
        port = servers.startHttpWithWs(RpcServers.httpConfig(RpcServers.HTTP_LIMITS), RpcServers.WS_LIMITS)
                .port();
        assertThat(post(CHAIN_ID).body()).isEqualTo(ANSWER);
        try (WsClient ws = new WsClient(port, null)) {
            assertThat(ws.send(CHAIN_ID).next()).isEqualTo(ANSWER);
            String subscribe = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_subscribe\",\"params\":[\"newHeads\"]}";
            assertThat(ws.send(subscribe).next()).contains("\"result\":\"0x");
            assertThat(post(subscribe).body()).contains("notifications not supported");
        }
    }

    private HttpService start(HttpConfig config) {
        HttpService service = servers.startHttp(config);
        port = service.port();
        return service;
    }

    /** Returns the port of the server; starts one with the default configuration if there is none. */
    private int port() {
        if (port == 0) {
            start(RpcServers.httpConfig(RpcServers.HTTP_LIMITS));
        }
        return port;
    }

    private static String post11(String body, String connection) {
        return String.join(
                "\r\n",
                "POST / HTTP/1.1",
                "Host: localhost",
                "Content-Type: application/json",
                "Connection: " + connection,
                "Content-Length: " + body.length(),
                "",
                body);
    }

    private HttpResponse<String> post(String body) throws IOException, InterruptedException {
        return send(request("/").POST(BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri(path)).header("content-type", "application/json");
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + port() + path);
    }

    /** Sends lines unchanged and returns what is received until the server closes. */
    private String raw(String... lines) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            out.write(String.join("\r\n", lines).getBytes(StandardCharsets.UTF_8));
            try {
                return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            } catch (java.net.SocketException e) {
                // A reset also closes the connection.
                return "";
            }
        }
    }
}
