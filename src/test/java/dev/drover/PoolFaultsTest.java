package dev.drover;

import static dev.drover.PoolReplicas.BLOCK_NUMBER;
import static dev.drover.PoolReplicas.await;
import static dev.drover.PoolReplicas.members;
import static dev.drover.PoolReplicas.options;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.cdc.Recording;
import dev.drover.config.Options;
import dev.drover.config.StartupException;
import dev.drover.kafka.KafkaTopic;
import dev.drover.kafka.Topics;
import dev.drover.replay.ReplayMaster;
import dev.drover.replay.Speed;
import dev.drover.testing.ReplicaProcess;
import dev.drover.testing.RpcClient;
import dev.drover.testing.TestJvm;
import dev.drover.testing.TestKafka;
import dev.drover.trial.BrokerMain;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can happen to a pool, each thing once; the trial does them all for long, under load. */
@Tag("slow")
final class PoolFaultsTest {
    private static final int WAITING = 8;

    @TempDir
    Path dir;

    @Test
    void aFrozenReplicaIsExpelledAndNeverShowsWhatItMissed() throws Exception {
        KafkaTopic topic = TestKafka.freshTopic();
        Recording recording = Recording.shipped("ethash-two-masters");
        TestKafka.produce(topic, recording, 3_000);
        try (Gateway one = Gateway.start(Options.parse(options(dir, topic, "one")));
                ReplicaProcess frozen = ReplicaProcess.start(dir.resolve("log"), options(dir, topic, "frozen"));
                ReplayMaster master = new ReplayMaster(recording, topic, Speed.parse("20x"));
                ExecutorService threads = Executors.newFixedThreadPool(WAITING)) {
            RpcClient healthy = new RpcClient(one.httpPort());
            RpcClient missing = new RpcClient(frozen.httpPort());
            await(() -> members(healthy) == 2 && missing.get() == 200);
            List<RpcClient> waiting = Stream.generate(() -> new RpcClient(frozen.httpPort()))
                    .limit(WAITING)
                    .toList();
            // Their connections are open from now on.
            waiting.forEach(RpcClient::get);
            frozen.freeze(true);
            long before = position(healthy);
            master.start();
            // Its lease has to run out; polls go on all the while, at the old head or a new one.
            await(() -> {
                assertThat(healthy.post(BLOCK_NUMBER).statusCode()).isEqualTo(200);
                return members(healthy) == 1;
            });
            await(() -> position(healthy) > before);
            long seen = position(healthy);
            // It finds these when it wakes, before it can have read all that happened meanwhile.
            List<CompletableFuture<HttpResponse<String>>> answers = waiting.stream()
                    .map(client -> CompletableFuture.supplyAsync(() -> client.post(BLOCK_NUMBER), threads))
                    .toList();
            Thread.sleep(300);
            frozen.freeze(false);
            for (CompletableFuture<HttpResponse<String>> each : answers) {
                HttpResponse<String> answer = each.get(30, TimeUnit.SECONDS);
                assertThat(answer.statusCode() == 503 || PoolReplicas.position(answer) >= seen)
                        .as(answer.headers() + answer.body())
                        .isTrue();
            }
            await(() -> members(healthy) == 2 && missing.get() == 200);
            long now = position(healthy);
            assertThat(position(missing)).isGreaterThanOrEqualTo(now);
        }
    }

    @Test
    void withoutKafkaThereIsNoAnswerUnlessTheOperatorWantsOne() throws Exception {
        int port = TestJvm.freePort();
        Process broker = TestJvm.start(
                dir.resolve("broker.log"),
                "512m",
                BrokerMain.class,
                List.of(dir.resolve("broker").toString(), String.valueOf(port)));
        try {
            KafkaTopic topic = create(new KafkaTopic("127.0.0.1:" + port, "data"));
            TestKafka.produce(topic, Recording.shipped("ethash-two-masters"), 3_000);
            try (Gateway safe = Gateway.start(Options.parse(options(dir, topic, "safe")));
                    Gateway unsafe =
                            Gateway.start(Options.parse(options(dir, topic, "unsafe", "--pool.on-kafka-loss=serve")))) {
                RpcClient refusing = new RpcClient(safe.httpPort());
                RpcClient serving = new RpcClient(unsafe.httpPort());
                await(() -> members(serving) == 2 && refusing.get() == 200);
                String sessions = sessions(serving);
                TestJvm.freeze(broker, true);
                // By its own clock, not later than the lease.
                await(() -> refusing.post(BLOCK_NUMBER).statusCode() == 503);
                assertThat(refusing.get()).isEqualTo(503);
                await(() -> isUnsafe(serving.post(BLOCK_NUMBER)));
                TestJvm.freeze(broker, false);
                await(() -> refusing.post(BLOCK_NUMBER).statusCode() == 200 && refusing.get() == 200);
                await(() -> !isUnsafe(serving.post(BLOCK_NUMBER)));
                assertThat(sessions(serving)).as("nobody was expelled").isEqualTo(sessions);
            }
        } finally {
            broker.destroyForcibly().onExit().join();
        }
    }

    private static boolean isUnsafe(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.headers().firstValue("X-Head-Unsafe").isPresent();
    }

    private static long position(RpcClient client) {
        return PoolReplicas.position(client.post(BLOCK_NUMBER));
    }

    private static String sessions(RpcClient client) {
        return client.call("drover_poolStatus")
                .path("result")
                .path("members")
                .findValuesAsText("session")
                .toString();
    }

    private static KafkaTopic create(KafkaTopic topic) throws InterruptedException {
        for (int i = 0; ; i++) {
            try {
                return Topics.createForReplay(topic);
            } catch (StartupException e) {
                // The broker is not up yet.
                if (i == 30) {
                    throw e;
                }
                Thread.sleep(500);
            }
        }
    }
}
