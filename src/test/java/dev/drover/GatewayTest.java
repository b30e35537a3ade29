package dev.drover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drover.cdc.Recording;
import dev.drover.chain.Hash;
import dev.drover.config.Options;
import dev.drover.config.StartupException;
import dev.drover.kafka.KafkaTopic;
import dev.drover.replay.ReplayMaster;
import dev.drover.replay.Speed;
import dev.drover.testing.Await;
import dev.drover.testing.Dapp;
import dev.drover.testing.RecordedAnswers;
import dev.drover.testing.RecordedAnswers.Exchange;
import dev.drover.testing.RecordedHeads;
import dev.drover.testing.RpcClient;
import dev.drover.testing.Shared;
import dev.drover.testing.TestKafka;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A whole replica: real broker, real store, real sockets. */
@Tag("slow")
final class GatewayTest {
    private static final Set<String> FIRST_METHODS =
            Set.of("eth_blockNumber", "eth_chainId", "net_version", "eth_getBlockByNumber", "eth_getBlockByHash");

    @TempDir
    Path dir;

    @ParameterizedTest
    @CsvSource({
        "ethash-two-masters, max",
        "ethash-two-masters, 20x",
        "modern-two-masters, max",
        "conformance-chain, max",
        "conformance-chain-logindex, max"
    })
    void followsRealMasters(String name, String speed) throws Exception {
        Recording recording = Recording.at(Shared.path("recordings/" + name + ".topic.jsonl.gz"));
        List<RecordedHeads.Line> heads = RecordedHeads.read(Shared.path("recordings/" + name + ".heads.jsonl"));
        List<String> announced = heads.stream()
                .flatMap(line -> line.added().stream())
                .map(Hash::toString)
                .toList();
        KafkaTopic topic = TestKafka.freshTopic();
        try (Gateway gateway = Gateway.start(Options.parse(options(topic.name())));
                Dapp dapp = new Dapp(gateway.wsPort());
                Wallet wallet = new Wallet(gateway.httpPort());
                ReplayMaster master = new ReplayMaster(recording, topic, Speed.parse(speed))) {
            RpcClient client = new RpcClient(gateway.httpPort());
            assertThat(client.call("eth_blockNumber").toString())
                    .contains("-32000")
                    .contains("no head yet");
            assertThat(client.get()).isEqualTo(503);
            dapp.subscribe("newHeads");
            master.start();

            await(() -> dapp.notifications().size() == announced.size());
            assertThat(dapp.notifications())
                    .extracting(head -> head.get("hash").asText())
                    .isEqualTo(announced);
            await(() -> client.get() == 200);
            assertThat(wallet.failure).isNull();
            assertThat(wallet.polls.get()).isPositive();
            assertHeadIs(client, heads.getLast());
            if (Files.exists(Shared.path("recordings").resolve(name + ".answers.jsonl.gz"))) {
                assertAnswers(client, RecordedAnswers.of(name, FIRST_METHODS::contains));
            }
        }
    }

    @Test
    void serverSubscribesAndAnswersOnOnePortIfAskedTo() throws Exception {
        int port = freePort();
        KafkaTopic topic = TestKafka.freshTopic();
        TestKafka.produce(topic, Recording.shipped("ethash-two-masters"), 3_000);
        try (Gateway gateway = Gateway.start(Options.parse(options(
                        topic.name(), "--http.port", String.valueOf(port), "--ws.port", String.valueOf(port))));
                Dapp dapp = new Dapp(gateway.httpPort())) {
            assertThat(dapp.subscribe("newHeads")).startsWith("0x");
            assertThat(gateway.wsPort()).isEqualTo(port);
            // The chain's config comes some records after the first head.
            await(() -> gateway.readiness().ready());
            assertThat(new RpcClient(port).call("eth_chainId").toString()).contains("result");
        }
    }

    @Test
    void goesOnAfterARestart() throws Exception {
        KafkaTopic topic = TestKafka.freshTopic();
        Recording recording = Recording.shipped("ethash-two-masters");
        TestKafka.produce(topic, recording, 3_000);
        JsonNode before;
        try (Gateway gateway = Gateway.start(Options.parse(options(topic.name())))) {
            await(() -> gateway.readiness().ready());
            before = new RpcClient(gateway.httpPort()).call("eth_blockNumber");
        }
        try (Gateway gateway = Gateway.start(Options.parse(options(topic.name())))) {
            assertThat(new RpcClient(gateway.httpPort()).call("eth_blockNumber"))
                    .isEqualTo(before);
        }
    }

    @Test
    void saysThatItIsSyncingUntilItHasReadTheTopic() throws Exception {
        KafkaTopic topic = TestKafka.freshTopic();
        TestKafka.produce(topic, Recording.shipped("ethash-two-masters"));
        List<JsonNode> syncing = new ArrayList<>();
        try (Gateway gateway = Gateway.start(Options.parse(options(topic.name())))) {
            RpcClient client = new RpcClient(gateway.httpPort());
            await(() -> {
                JsonNode result = client.call("eth_syncing").path("result");
                if (result.isObject()) {
                    syncing.add(result);
                }
                return result.isBoolean();
            });
            assertThat(client.call("eth_syncing").path("result").asBoolean(true))
                    .isFalse();
            assertThat(gateway.readiness().reasons()).doesNotContain("still reading up to the topic's end");
        }
        // None, if the replica was faster than its first client.
        assertThat(syncing).allSatisfy(progress -> {
            assertThat(progress.path("startingBlock").asText()).isEqualTo("0x0");
            assertThat(Long.decode(progress.path("highestBlock").asText()))
                    .isGreaterThan(Long.decode(progress.path("currentBlock").asText()));
        });
    }

    @Test
    void saysWhichPortIsInUse() throws Exception {
        KafkaTopic topic = TestKafka.freshTopic();
        try (ServerSocket taken = new ServerSocket(0)) {
            String port = String.valueOf(taken.getLocalPort());
            for (String option : List.of("--http.port", "--ws.port", "--ops.port")) {
                assertThatThrownBy(() -> Gateway.start(Options.parse(options(topic.name(), option, port))))
                        .isInstanceOf(StartupException.class)
                        .hasMessageContaining(port)
                        .hasMessageContaining(option);
            }
        }
    }

    @Test
    void saysThatTheDirectoryCannotBeUsed() throws Exception {
        Path file = Files.writeString(dir.resolve("file"), "in the way");

        assertThatThrownBy(() -> Gateway.start(
                        Options.parse("--datadir", file.resolve("data").toString())))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining(file.toString());
    }

    private String[] options(String topic, String... more) {
        List<String> options = new java.util.ArrayList<>(List.of(
                "--kafka.broker",
                TestKafka.broker(),
                "--replica.block.age=0s",
                "--replica.offset.age=0s",
                "--kafka.topic",
                topic,
                "--datadir",
                dir.resolve("data").toString()));
        for (String port : List.of("--http.port", "--ws.port", "--ops.port")) {
            if (!List.of(more).contains(port)) {
                options.addAll(List.of(port, "0"));
            }
        }
        options.addAll(List.of(more));
        return options.toArray(String[]::new);
    }

    private static void assertHeadIs(RpcClient client, RecordedHeads.Line last) {
        HttpResponse<String> answer = client.post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_blockNumber\"}");
        assertThat(answer.body()).contains("\"0x" + Long.toHexString(last.number()) + "\"");
        assertThat(answer.headers().firstValue("X-Head-Hash"))
                .contains(last.hash().toString());
        assertThat(answer.headers().firstValue("X-Head-Number")).isPresent();
    }

    private static void assertAnswers(RpcClient client, List<Exchange> exchanges) throws Exception {
        ObjectMapper json = new ObjectMapper();
        assertThat(exchanges).isNotEmpty();
        for (Exchange exchange : exchanges) {
            assertThat(client.send(json.writeValueAsString(exchange.request())))
                    .as(exchange.name())
                    .isEqualTo(exchange.response());
        }
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void await(BooleanSupplier condition) {
        Await.until("the replica is as expected", condition);
    }

    /** Polls the head's number as fast as it can. */
    private static final class Wallet implements AutoCloseable {
        private final AtomicBoolean stop = new AtomicBoolean();
        private final Thread thread;
        private volatile @Nullable String failure;
        private final AtomicLong polls = new AtomicLong();

        Wallet(int port) {
            RpcClient client = new RpcClient(port);
            thread = Thread.ofPlatform().start(() -> {
                long last = -1;
                while (!stop.get()) {
                    JsonNode answer = client.call("eth_blockNumber");
                    if (answer.has("result")) {
                        long number = Long.decode(answer.get("result").asText());
                        if (number < last) {
                            failure = "saw " + number + " after " + last;
                        }
                        last = number;
                        polls.incrementAndGet();
                    } else if (last >= 0) {
                        failure = "no answer: " + answer;
                    }
                }
            });
        }

        @Override
        public void close() {
            stop.set(true);
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
