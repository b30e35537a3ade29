package dev.drover.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.config.HttpConfig;
import dev.drover.config.WsConfig;
import dev.drover.rpc.Lane;
import dev.drover.rpc.MethodTable;
import dev.drover.rpc.RpcException;
import dev.drover.rpc.RpcFault;
import dev.drover.testing.InMemoryStore;
import dev.drover.testing.ManualHeads;
import dev.drover.testing.RpcServers;
import dev.drover.testing.StalledClient;
import dev.drover.testing.TestBlock;
import dev.drover.testing.WsClient;
import dev.drover.ws.WsService;
import dev.drover.ws.WsStats;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Answers of more than twenty megabytes, to clients that read and to clients that do not. */
@Tag("slow")
final class LargeAnswersTest {
    private static final TestBlock HEAD = TestBlock.genesis("a");
    private static final int HASHES = 360_000;
    private static final int BYTES = 69 * HASHES + 1 + 34;
    private static final String HUGE = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"huge\"}";
    private static final String CHAIN_ID = "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"eth_chainId\"}";

    private final MethodTable table = RpcServers.twoMethods();
    private final ManualHeads heads = new ManualHeads(new InMemoryStore());
    private final RpcServers servers = new RpcServers(table, heads);

    @BeforeEach
    void serve() {
        heads.serve(HEAD.header());
        table.add("huge", Lane.READ, () -> out -> {
            out.beginArray();
            for (int i = 0; i < HASHES; i++) {
                out.hash(HEAD.hash());
            }
            out.endArray();
        });
    }

    @AfterEach
    void stop() throws Exception {
        servers.close();
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void arriveWholeAndNameTheirHead(HttpClient.Version version) throws Exception {
        int port =
                servers.startHttp(RpcServers.httpConfig(RpcServers.HTTP_LIMITS)).port();
        try (HttpClient client = HttpClient.newBuilder().version(version).build()) {
            HttpResponse<byte[]> plain = client.send(request(port).build(), BodyHandlers.ofByteArray());
            assertThat(plain.headers().firstValueAsLong("content-length")).hasValue(BYTES);
            assertThat(plain.headers().firstValue("x-head-hash"))
                    .hasValue(HEAD.hash().toString());
            assertHuge(plain.body());
            HttpResponse<byte[]> packed =
                    client.send(request(port).header("Accept-Encoding", "gzip").build(), BodyHandlers.ofByteArray());
            assertThat(packed.headers().firstValue("content-encoding")).hasValue("gzip");
            try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
                assertHuge(in.readAllBytes());
            }
        }
    }

    @Test
    void becomeErrorsIfEncodingFails() throws Exception {
        table.add("broken", Lane.READ, () -> out -> {
            for (int i = 0; i < HASHES; i++) {
                out.hash(HEAD.hash());
            }
            throw new RpcException(RpcFault.SERVER_ERROR, "at last");
        });
        int port =
                servers.startHttp(RpcServers.httpConfig(RpcServers.HTTP_LIMITS)).port();
        try (HttpClient client = HttpClient.newHttpClient()) {
            String call = HUGE.replace("huge", "broken");
            HttpRequest request =
                    request(port).POST(BodyPublishers.ofString(call)).build();
            assertThat(client.send(request, BodyHandlers.ofString()).body())
                    .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32000,\"message\":\"at last\"}}");
        }
    }

    @Test
    void disconnectClientsThatDoNotReadThemInTime() throws Exception {
        Duration second = Duration.ofSeconds(1);
        HttpConfig.Limits limits =
                new HttpConfig.Limits(1_000, 10, Duration.ofSeconds(30), second, Duration.ofSeconds(30), false);
        HttpService service = servers.startHttp(RpcServers.httpConfig(limits));
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(4_096);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), service.port()));
            socket.setSoTimeout(20_000);
            String head = "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ";
            socket.getOutputStream()
                    .write((head + HUGE.length() + "\r\n\r\n" + HUGE).getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().read()).isEqualTo('H');
            waitUntilNone(service);
        }
    }

    @Test
    void areSentOverAWebSocketBeforeLaterMessages() throws Exception {
        WsService service = servers.startWs(RpcServers.WS_LIMITS);
        try (WsClient client = new WsClient(service.port(), null)) {
            String both = "[" + HUGE + "," + CHAIN_ID + "]";
            client.send(HUGE);
            assertHuge(client.next().getBytes(StandardCharsets.UTF_8));
            client.send(both).send(HUGE).send(CHAIN_ID);
            int large = 0;
            int small = 0;
            for (int i = 0; i < 3; i++) {
                String text = client.next();
                large += text.length() >= BYTES ? 1 : 0;
                small += text.contains("0x7") && text.length() < 100 ? 1 : 0;
            }
            assertThat(large).isEqualTo(2);
            assertThat(small).isEqualTo(1);
            assertThat(client.send(CHAIN_ID).next()).contains("0x7");
        }
    }

    @Test
    void closeWebSocketsThatDoNotReadThemInTime() throws Exception {
        WsConfig.Limits limits = new WsConfig.Limits(
                10,
                1 << 20,
                10,
                10,
                Duration.ofSeconds(30),
                Duration.ofSeconds(1),
                new WsConfig.Queue(100, 1 << 20, Duration.ofSeconds(5)),
                1_000);
        WsService service = servers.startWs(limits);
        try (StalledClient stalled = new StalledClient(service.port())) {
            stalled.send(HUGE);
            // A later answer waits behind it, and is dropped with it.
            stalled.send(CHAIN_ID);
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (service.stats().connections() > 0 && System.nanoTime() < end) {
                Thread.sleep(10);
            }
            assertThat(service.stats().connections()).isZero();
            assertThat(service.stats().dropped(WsStats.Dropped.SLOW)).isEqualTo(1);
        }
    }

    private static HttpRequest.Builder request(int port) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(HUGE));
    }

    private static void assertHuge(byte[] body) {
        assertThat(body.length).isEqualTo(BYTES);
        String text = new String(body, StandardCharsets.US_ASCII);
        String hash = "\"" + HEAD.hash() + "\"";
        assertThat(text.startsWith("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":[" + hash + ","))
                .isTrue();
        assertThat(text.endsWith("," + hash + "]}")).isTrue();
        assertThat(text.replace(hash + ",", "")).isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":[" + hash + "]}");
    }

    private static void waitUntilNone(HttpService service) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (service.connections() > 0 && System.nanoTime() < end) {
            Thread.sleep(10);
        }
        assertThat(service.connections()).isZero();
    }
}
