package dev.drover.rpc.eth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.config.EvmConfig;
import dev.drover.config.HttpConfig;
import dev.drover.evm.CodeCache;
import dev.drover.rpc.Lane;
import dev.drover.rpc.MethodTable;
import dev.drover.rpc.call.EvmResources;
import dev.drover.state.States;
import dev.drover.testing.RecordedChain;
import dev.drover.testing.RpcServers;
import dev.drover.testing.WsClient;
import java.io.IOException;
import java.math.BigInteger;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that go away while a contract runs for them, which it would do for minutes: it stops. */
final class AbandonedCallsTest {
    private static final String TO = "\"0xc100000000000000000000000000000000000000\"";
    private static final String ENDLESS = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_call\",\"params\":[{\"to\":"
            + TO + "},\"latest\",{" + TO + ":{\"code\":\"0x5b600056\"}}]}";
    private static final String POST =
            "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ";

    private final RpcServers servers = servers();

    private static RpcServers servers() {
        EvmConfig endless = new EvmConfig(0, Duration.ofMinutes(5), 1, 1);
        EvmResources resources = new EvmResources(new States(1 << 20), new CodeCache(1 << 20), endless);
        MethodTable table = new MethodTable();
        new EthCall(resources, call -> BigInteger.ONE).register(table);
        return new RpcServers(table, RecordedChain.ofFixture("conformance").heads());
    }

    @AfterEach
    void stop() throws Exception {
        servers.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void stopWhenTheConnectionEnds(boolean politely) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), http())) {
            send(socket, ENDLESS);
            waitForRunning(1);
            if (!politely) {
                // A reset, as of a client that was killed.
                socket.setSoLinger(true, 0);
            }
        }
        waitForRunning(0);
    }

    @Test
    void stopWhenAStreamIsResetWhoseConnectionStays() throws Exception {
        int port = http();
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
            // Makes the connection one of HTTP/2.
            assertThat(client.send(request(port, "[]"), BodyHandlers.ofString()).version())
                    .isEqualTo(HttpClient.Version.HTTP_2);
            CompletableFuture<HttpResponse<String>> running =
                    client.sendAsync(request(port, ENDLESS), BodyHandlers.ofString());
            waitForRunning(1);
            running.cancel(true);
            waitForRunning(0);
        }
    }

    @Test
    void stopWhenAWebSocketCloses() throws Exception {
        try (WsClient client =
                new WsClient(servers.startWs(RpcServers.WS_LIMITS).port(), null)) {
            client.send(ENDLESS);
            waitForRunning(1);
        }
        waitForRunning(0);
    }

    private int http() {
        HttpConfig config = RpcServers.httpConfig(RpcServers.HTTP_LIMITS);
        return servers.startHttp(config).port();
    }

    private static void send(Socket socket, String body) throws IOException {
        socket.getOutputStream().write((POST + body.length() + "\r\n\r\n" + body).getBytes(StandardCharsets.US_ASCII));
    }

    private static HttpRequest request(int port, String body) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    /** Contracts run or wait: so many, within ten seconds. */
    private void waitForRunning(int count) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (servers.lanes().inflight(Lane.EVM) != count && System.nanoTime() < end) {
            Thread.sleep(5);
        }
        assertThat(servers.lanes().inflight(Lane.EVM)).isEqualTo(count);
    }
}
