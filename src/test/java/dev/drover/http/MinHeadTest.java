package dev.drover.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.head.HeadChange;
import dev.drover.json.Json;
import dev.drover.rpc.Lane;
import dev.drover.rpc.MethodTable;
import dev.drover.rpc.RpcException;
import dev.drover.testing.InMemoryStore;
import dev.drover.testing.ManualHeads;
import dev.drover.testing.RpcServers;
import dev.drover.testing.TestBlock;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests with X-Min-Head, and clients that disconnect before the answer. */
final class MinHeadTest {
    private static final String NUMBER = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_blockNumber\"}";
    private static final TestBlock FIRST = TestBlock.genesis("a");
    private static final TestBlock SECOND = FIRST.child("a", 1);

    private final ManualHeads heads = new ManualHeads(new InMemoryStore());
    private final MethodTable table = RpcServers.twoMethods();
    private final RpcServers servers = new RpcServers(table, heads);
    private final int port =
            servers.startHttp(RpcServers.httpConfig(RpcServers.HTTP_LIMITS)).port();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stop() throws Exception {
        client.close();
        servers.close();
    }

    @Test
    void waitsForAHeadThatComesSoon() {
        heads.serve(FIRST.header());
        CompletableFuture<HttpResponse<String>> waiting = ask("1", NUMBER);
        CompletableFuture<HttpResponse<String>> notAsked = ask(null, NUMBER);
        assertThat(notAsked.join().body()).contains("\"0x0\"");
        assertThat(waiting).isNotDone();
        announce();
        HttpResponse<String> answer = waiting.join();
        assertThat(answer.body()).contains("\"0x1\"");
        assertThat(answer.headers().firstValue("x-head-number")).hasValue("1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "0x1", "0x0"})
    void doesNotWaitIfTheHeadIsHighEnough(String least) {
        heads.serve(SECOND.header());
        assertThat(ask(least, NUMBER).join().body()).contains("\"0x1\"");
    }

    @Test
    void failsIfTheHeadDoesNotComeInTime() {
        heads.serve(FIRST.header());
        assertThat(ask("1", "[" + NUMBER + ",{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"eth_chainId\"}]")
                        .join()
                        .body())
                .isEqualTo("[{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32000,"
                        + "\"message\":\"head 1 is not here yet, the head is 0\"}},"
                        + "{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":\"0x7\"}]");
    }

    @Test
    void failsIfThereIsNoHead() {
        assertThat(ask("1", NUMBER).join().body()).contains("head 1 is not here yet, the head is unknown");
    }

    @ParameterizedTest
    @ValueSource(strings = {"latest", "-1", "0x", "1.5", "99999999999999999999", ""})
    void refusesValuesThatAreNotNumbers(String least) {
        heads.serve(SECOND.header());
        HttpResponse<String> answer = ask(least, NUMBER).join();
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("X-Min-Head must be a block number\n");
    }

    @Test
    void cancelsTheCallOfAClientThatDisconnected() throws Exception {
        heads.serve(FIRST.header());
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        table.addAtHead("spin", Lane.READ, call -> {
            running.countDown();
            try {
                while (true) {
                    call.checkDeadline();
                    Thread.onSpinWait();
                }
            } catch (RpcException e) {
                stopped.countDown();
                return Json.NULL;
            }
        });
        String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"spin\"}";
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write(("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                                    + body.length() + "\r\n\r\n" + body)
                            .getBytes(StandardCharsets.UTF_8));
            assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
        }
        // Without the cancellation, the call would run until its deadline after 29.9 s.
        assertThat(stopped.await(10, TimeUnit.SECONDS)).isTrue();
    }

    private void announce() {
        heads.serve(SECOND.header());
        servers.feed().publish(new HeadChange(ManualHeads.head(SECOND.header()), List.of(), List.of(SECOND.header())));
    }

    private CompletableFuture<HttpResponse<String>> ask(@Nullable String least, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/"))
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(body));
        if (least != null) {
            request.header("X-Min-Head", least);
        }
        return client.sendAsync(request.build(), BodyHandlers.ofString());
    }
}
