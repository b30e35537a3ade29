package dev.drover.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.json.Json;
import dev.drover.rpc.Lane;
import dev.drover.rpc.MethodTable;
import dev.drover.testing.InMemoryStore;
import dev.drover.testing.ManualHeads;
import dev.drover.testing.RpcServers;
import dev.drover.testing.WsClient;
import io.vertx.core.Future;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that stops while it answers requests. */
final class StoppingTest {
    private static final long PATIENCE_SECONDS = 20;
    private static final String SLOW = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"slow\"}";
    private static final String QUICK = "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"eth_chainId\"}";
    private static final String ANSWER = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"done\"}";

    private final CountDownLatch running = new CountDownLatch(1);
    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private final RpcServers servers = new RpcServers(table(), new ManualHeads(new InMemoryStore()));

    @AfterEach
    void close() throws Exception {
        mayEnd.countDown();
        servers.close();
    }

    @Test
    void finishesARequestAndAnnouncesTheEndOfTheConnection() throws Exception {
        int port =
                servers.startHttp(RpcServers.httpConfig(RpcServers.HTTP_LIMITS)).port();
        try (Socket busy = connect(port);
                Socket idle = connect(port)) {
            assertThat(exchange(idle, QUICK)).doesNotContainIgnoringCase("connection: close");
            write(busy, SLOW);
            await(running);
            Future<?> stopped = servers.stop();
            // An idle connection is closed at once.
            assertThat(idle.getInputStream().read()).isEqualTo(-1);
            awaitRefusal(port);
            assertThat(stopped.isComplete()).isFalse();
            mayEnd.countDown();
            assertThat(readAll(busy)).containsIgnoringCase("connection: close").endsWith(ANSWER);
            stopped.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void finishesMessagesAndClosesWebSocketsSoThatClientsReconnect(boolean onHttpPort) throws Exception {
        int port = onHttpPort
                ? servers.startHttpWithWs(RpcServers.httpConfig(RpcServers.HTTP_LIMITS), RpcServers.WS_LIMITS)
                        .port()
                : servers.startWs(RpcServers.WS_LIMITS).port();
        try (WsClient busy = new WsClient(port, null);
                WsClient idle = new WsClient(port, null)) {
            busy.send(SLOW);
            await(running);
            Future<?> stopped = servers.stop();
            assertThat(idle.closeCode()).isEqualTo(1012);
            awaitRefusal(port);
            // Too late: only earlier messages are answered.
            busy.send(QUICK);
            assertThat(stopped.isComplete()).isFalse();
            mayEnd.countDown();
            assertThat(busy.next()).isEqualTo(ANSWER);
            assertThat(busy.closeCode()).isEqualTo(1012);
            assertThat(busy.isQuiet()).isTrue();
            stopped.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    private MethodTable table() {
        MethodTable table = RpcServers.twoMethods();
        table.add("slow", Lane.READ, () -> {
            running.countDown();
            await(mayEnd);
            return Json.string("done");
        });
        return table;
    }

    private static Socket connect(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        return socket;
    }

    private static void write(Socket socket, String body) throws IOException {
        String request = String.join(
                "\r\n",
                "POST / HTTP/1.1",
                "Host: localhost",
                "Content-Type: application/json",
                "Content-Length: " + body.length(),
                "",
                body);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends a request and returns the headers of the answer. Asserts that the body has the announced length. */
    private static String exchange(Socket socket, String body) throws IOException {
        write(socket, body);
        BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder head = new StringBuilder();
        int length = 0;
        for (@Nullable String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            head.append(line).append('\n');
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length: ")) {
                length = Integer.parseInt(line.substring(16));
            }
        }
        in.skip(length);
        return head.toString();
    }

    private static String readAll(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static void awaitRefusal(int port) throws InterruptedException {
        while (accepts(port)) {
            Thread.sleep(10);
        }
    }

    private static boolean accepts(int port) {
        try {
            new Socket(InetAddress.getLoopbackAddress(), port).close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
