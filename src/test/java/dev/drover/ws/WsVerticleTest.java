package dev.drover.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.config.WsConfig;
import dev.drover.head.HeadChange;
import dev.drover.json.Json;
import dev.drover.rpc.Lane;
import dev.drover.rpc.MethodTable;
import dev.drover.testing.InMemoryStore;
import dev.drover.testing.ManualHeads;
import dev.drover.testing.RpcServers;
import dev.drover.testing.StalledClient;
import dev.drover.testing.TestBlock;
import dev.drover.testing.WsClient;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("slow")
final class WsVerticleTest {
    private static final String SUBSCRIBE =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_subscribe\",\"params\":[\"newHeads\"]}";
    private static final String CHAIN_ID = "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"eth_chainId\"}";
    private static final TestBlock GENESIS = TestBlock.genesis("a");

    private final ManualHeads heads = new ManualHeads(new InMemoryStore());
    private final MethodTable table = RpcServers.twoMethods();
    private final RpcServers servers = new RpcServers(table, heads);
    private final List<AutoCloseable> clients = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable client : clients) {
            client.close();
        }
        servers.close();
    }

    @Test
    void answersCallsAndBatches() throws Exception {
        WsClient client = connect(servers.startWs(RpcServers.WS_LIMITS));
        assertThat(client.send(CHAIN_ID).next()).isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":\"0x7\"}");
        assertThat(client.send(CHAIN_ID.getBytes(StandardCharsets.UTF_8)).next())
                .contains("0x7");
        assertThat(client.send("[" + CHAIN_ID + "," + CHAIN_ID + "]").next())
                .startsWith("[{")
                .contains("},{");
        assertThat(client.send("{}").next()).contains("-32600");
    }

    @Test
    void announcesEveryBlockOnceAndInOrder() throws Exception {
        WsClient client = connect(servers.startWs(RpcServers.WS_LIMITS));
        String id = client.send(SUBSCRIBE).nextJson().get("result").asText();
        assertThat(id).matches("0x[1-9a-f][0-9a-f]{0,31}");
        List<TestBlock> first = GENESIS.branch("a", 1, 3);
        List<TestBlock> second = first.get(0).branch("b", 1, 3);
        announce(List.of(), first);
        announce(List.of(first.get(2), first.get(1)), second);
        List<TestBlock> expected = new ArrayList<>(first);
        expected.addAll(second);
        for (TestBlock block : expected) {
            JsonNode heard = client.nextJson();
            assertThat(heard.get("method").asText()).isEqualTo("eth_subscription");
            assertThat(heard.has("id")).isFalse();
            assertThat(heard.at("/params/subscription").asText()).isEqualTo(id);
            assertThat(heard.at("/params/result/hash").asText())
                    .isEqualTo(block.hash().toString());
            assertThat(heard.at("/params/result").has("slotNumber")).isTrue();
        }
        assertThat(client.send(CHAIN_ID).next()).contains("0x7");
    }

    @Test
    void answersASubscriptionBeforeItNotifies() throws Exception {
        // The batch is answered in a lane while heads arrive: their notifications must wait for the answer.
        CountDownLatch inLane = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        table.add("wait", Lane.READ, () -> {
            inLane.countDown();
            await(goOn);
            return Json.bool(true);
        });
        WsService service = servers.startWs(RpcServers.WS_LIMITS);
        WsClient client = connect(service);
        WsClient other = connect(service);
        other.send(SUBSCRIBE).next();
        client.send("[" + SUBSCRIBE + ",{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"wait\"}]");
        await(inLane);
        List<TestBlock> blocks = GENESIS.branch("a", 1, 2);
        announce(List.of(), blocks);
        other.next();
        other.next();
        goOn.countDown();
        assertThat(client.next()).startsWith("[").contains("\"id\":1,\"result\":\"0x");
        assertThat(client.next()).contains(blocks.get(0).hash().toString());
        assertThat(client.next()).contains(blocks.get(1).hash().toString());
    }

    @Test
    void acceptsSubscriptionsBeforeTheFirstHead() throws Exception {
        WsClient client = connect(servers.startWs(RpcServers.WS_LIMITS));
        assertThat(client.send("{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"eth_blockNumber\"}")
                        .next())
                .contains("no head yet");
        client.send(SUBSCRIBE).next();
        announce(List.of(), List.of(GENESIS));
        assertThat(client.next()).contains(GENESIS.hash().toString());
    }

    @Test
    void unsubscribes() throws Exception {
        WsService service = servers.startWs(RpcServers.WS_LIMITS);
        WsClient client = connect(service);
        String id = client.send(SUBSCRIBE).nextJson().get("result").asText();
        String unsubscribe =
                "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"eth_unsubscribe\",\"params\":[\"" + id + "\"]}";
        assertThat(connect(service).send(unsubscribe).next())
                .contains("{\"code\":-32000,\"message\":\"subscription not found\"}");
        assertThat(service.stats().subscriptions()).isEqualTo(1);
        assertThat(client.send(unsubscribe).next()).isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":3,\"result\":true}");
        assertThat(client.send(unsubscribe).next()).contains("subscription not found");
        assertThat(service.stats().subscriptions()).isZero();
        announce(List.of(), List.of(GENESIS));
        assertThat(client.send(CHAIN_ID).next()).contains("0x7");
    }

    @Test
    void refusesUnknownKinds() throws Exception {
        WsClient client = connect(servers.startWs(RpcServers.WS_LIMITS));
        assertThat(client.send(SUBSCRIBE.replace("newHeads", "x")).next())
                .contains("{\"code\":-32601,\"message\":\"no \\\"x\\\" subscription in eth namespace\"}");
        assertThat(client.send(SUBSCRIBE.replace("eth_", "net_")).next())
                .contains("no \\\"newHeads\\\" subscription in net namespace");
        assertThat(client.send(SUBSCRIBE.replace("\"newHeads\"", "7")).next())
                .contains("{\"code\":-32602,\"message\":\"expected subscription name as first argument\"}");
        assertThat(client.send(SUBSCRIBE.replace("[\"newHeads\"]", "{}")).next())
                .contains("non-array args");
    }

    @Test
    void limitsSubscriptionsOfAConnection() throws Exception {
        WsClient client = connect(servers.startWs(limits(10, 2, Duration.ofSeconds(30), 100)));
        assertThat(client.send(SUBSCRIBE).next()).contains("result");
        assertThat(client.send(SUBSCRIBE).next()).contains("result");
        assertThat(client.send(SUBSCRIBE).next()).contains("-32005");
    }

    @Test
    void removesTheSubscriptionsOfClosedConnections() throws Exception {
        WsService service = servers.startWs(RpcServers.WS_LIMITS);
        WsClient client = connect(service);
        client.send(SUBSCRIBE).next();
        assertThat(service.stats().connections()).isEqualTo(1);
        client.abort();
        waitUntil(() -> service.stats().connections() == 0 && service.stats().subscriptions() == 0);
    }

    @Test
    void refusesConnectionsThatAreTooMany() throws Exception {
        WsService service = servers.startWs(limits(1, 10, Duration.ofSeconds(30), 100));
        connect(service).send(CHAIN_ID).next();
        assertRefused(service, null, 503);
        assertThat(service.stats().dropped(WsStats.Dropped.TOO_MANY)).isEqualTo(1);
    }

    @Test
    void refusesForeignOrigins() throws Exception {
        WsService service = servers.startWs(RpcServers.WS_LIMITS, "https://dapp.example");
        assertThat(connect(service).send(CHAIN_ID).next()).contains("0x7");
        WsClient allowed = new WsClient(service.port(), "https://dapp.example");
        clients.add(allowed);
        assertThat(allowed.send(CHAIN_ID).next()).contains("0x7");
        assertRefused(service, "https://evil.example", 403);
        assertThat(service.stats().dropped(WsStats.Dropped.ORIGIN)).isEqualTo(1);
    }

    @Test
    void closesTheConnectionAfterMalformedJson() throws Exception {
        WsClient client = connect(servers.startWs(RpcServers.WS_LIMITS));
        assertThat(client.send("{").next()).contains("{\"code\":-32700,\"message\":\"parse error\"}");
        assertThat(client.closeCode()).isEqualTo(1000);
    }

    @Test
    void acceptsLargeMessagesUpToTheLimit() throws Exception {
        WsConfig.Limits limits = new WsConfig.Limits(
                10,
                1 << 20,
                10,
                10,
                Duration.ofSeconds(30),
                Duration.ofSeconds(30),
                new WsConfig.Queue(100, 16 << 20, Duration.ofSeconds(5)),
                1_000);
        WsClient client = connect(servers.startWs(limits));
        String large = CHAIN_ID + " ".repeat((1 << 20) - CHAIN_ID.length());
        assertThat(client.send(large).next()).contains("0x7");
        client.send(large + " ");
        assertThat(client.closeCode()).isEqualTo(1009);
    }

    @Test
    void pingsSilentClientsAndKeepsThoseThatAnswer() throws Exception {
        WsService service = servers.startWs(limits(10, 10, Duration.ofMillis(50), 100));
        WsClient client = connect(service);
        waitUntil(() -> client.pings() >= 4);
        assertThat(client.send(CHAIN_ID).next()).contains("0x7");
        assertThat(service.stats().dropped(WsStats.Dropped.SILENT)).isZero();
    }

    @Test
    void dropsClientsThatDoNotAnswerAPing() throws Exception {
        WsService service = servers.startWs(limits(10, 10, Duration.ofMillis(50), 100));
        try (StalledClient client = new StalledClient(service.port())) {
            assertThat(client.readToEnd()).isNotEmpty();
            waitUntil(() -> service.stats().connections() == 0);
            assertThat(service.stats().dropped(WsStats.Dropped.SILENT)).isEqualTo(1);
        }
    }

    /** One client takes nothing, the other is not up to date in time. */
    @ParameterizedTest
    @CsvSource({"60000, 200", "200, 60000"})
    @Timeout(30)
    void closesOnlyTheClientThatReadsTooSlowly(long writeMillis, long queueMillis) throws Exception {
        WsService service = servers.startWs(new WsConfig.Limits(
                10,
                1 << 20,
                10,
                10,
                Duration.ofSeconds(30),
                Duration.ofMillis(writeMillis),
                new WsConfig.Queue(1_000_000, 64 * 1024, Duration.ofMillis(queueMillis)),
                1_000));
        WsClient reader = connect(service);
        reader.send(SUBSCRIBE).next();
        try (StalledClient stalled = new StalledClient(service.port())) {
            stalled.send(SUBSCRIBE);
            assertThat(stalled.read()).contains("result");
            TestBlock tip = GENESIS;
            while (service.stats().dropped(WsStats.Dropped.SLOW) == 0) {
                TestBlock child = tip.child("a", 1);
                announce(List.of(), List.of(child));
                assertThat(reader.next()).contains(child.hash().toString());
                tip = child;
            }
            assertThat(service.stats().dropped(WsStats.Dropped.SLOW)).isEqualTo(1);
            // The client never reads the close frame, so the connection must be cut.
            waitUntil(
                    () -> service.stats().connections() == 1 && service.stats().subscriptions() == 1);
        }
        assertThat(reader.send(CHAIN_ID).next()).contains("0x7");
    }

    @Test
    void limitsTheMessagesAnsweredConcurrently() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        table.add("wait", Lane.READ, () -> {
            await(goOn);
            return Json.bool(true);
        });
        WsConfig.Limits limits = new WsConfig.Limits(
                10,
                1 << 20,
                10,
                2,
                Duration.ofSeconds(30),
                Duration.ofSeconds(30),
                new WsConfig.Queue(100, 1 << 20, Duration.ofSeconds(5)),
                1_000);
        WsClient client = connect(servers.startWs(limits));
        for (int i = 0; i < 5; i++) {
            client.send("{\"jsonrpc\":\"2.0\",\"id\":" + i + ",\"method\":\"wait\"}");
        }
        goOn.countDown();
        for (int i = 0; i < 5; i++) {
            assertThat(client.next()).contains("\"result\":true");
        }
    }

    @Test
    void closesSessionsWhenItStops() throws Exception {
        WsClient client = connect(servers.startWs(RpcServers.WS_LIMITS));
        client.send(CHAIN_ID).next();
        servers.vertx().close();
        assertThat(client.closeCode()).isEqualTo(1012);
    }

    private WsClient connect(WsService service) {
        WsClient client = new WsClient(service.port(), null);
        clients.add(client);
        return client;
    }

    private void announce(List<TestBlock> reverted, List<TestBlock> added) {
        TestBlock head = added.isEmpty() ? GENESIS : added.getLast();
        heads.serve(head.header());
        servers.feed()
                .publish(new HeadChange(
                        ManualHeads.head(head.header()),
                        reverted.stream().map(TestBlock::header).toList(),
                        added.stream().map(TestBlock::header).toList()));
    }

    private static WsConfig.Limits limits(int connections, int subscriptions, Duration ping, int messages) {
        return new WsConfig.Limits(
                connections,
                1 << 20,
                subscriptions,
                10,
                ping,
                Duration.ofSeconds(30),
                new WsConfig.Queue(messages, 1 << 20, Duration.ofSeconds(5)),
                1_000);
    }

    private void assertRefused(WsService service, @org.jspecify.annotations.Nullable String origin, int status) {
        assertThatThrownBy(() -> clients.add(new WsClient(service.port(), origin)))
                .hasCauseInstanceOf(WebSocketHandshakeException.class)
                .cause()
                .extracting(e -> ((WebSocketHandshakeException) e).getResponse().statusCode())
                .isEqualTo(status);
    }

    private static void waitUntil(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 4_000 && !condition.getAsBoolean(); i++) {
            Thread.sleep(5);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
