package dev.drover;

import static dev.drover.PoolReplicas.BLOCK_NUMBER;
import static dev.drover.PoolReplicas.await;
import static dev.drover.PoolReplicas.members;
import static dev.drover.PoolReplicas.options;
import static dev.drover.PoolReplicas.position;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.cdc.Recording;
import dev.drover.config.Options;
import dev.drover.kafka.KafkaTopic;
import dev.drover.replay.ReplayMaster;
import dev.drover.replay.Speed;
import dev.drover.replay.TopicWriter;
import dev.drover.testing.Dapp;
import dev.drover.testing.RpcClient;
import dev.drover.testing.TestKafka;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole replicas in one pool, over a real broker. What a load balancer and faults add is in the trial. */
@Tag("slow")
final class PoolTest {
    private static final int HEADS = 15;

    @TempDir
    Path dir;

    @Test
    void whoeverIsAskedNextNeverShowsAnOlderHead() throws Exception {
        KafkaTopic topic = TestKafka.freshTopic();
        Recording recording = Recording.shipped("ethash-two-masters");
        TestKafka.produce(topic, recording, 3_000);
        try (Gateway one = start(topic, "one");
                Gateway two = start(topic, "two");
                Dapp dapp = new Dapp(one.wsPort());
                Dapp collector = new Dapp(two.wsPort());
                ReplayMaster master = new ReplayMaster(recording, topic, Speed.parse("20x"))) {
            List<RpcClient> clients = List.of(new RpcClient(one.httpPort()), new RpcClient(two.httpPort()));
            await(() -> one.readiness().ready() && two.readiness().ready() && members(clients.get(0)) == 2);
            dapp.subscribe("newHeads");
            collector.call("eth_subscribe", "\"logs\",{}");
            master.start();
            long position = -1;
            int heads = 0;
            long end = System.nanoTime() + 90_000_000_000L;
            for (int poll = 0; heads < HEADS; poll++) {
                assertThat(System.nanoTime()).as("time is up").isLessThan(end);
                HttpResponse<String> answer = clients.get(poll % 2).post(BLOCK_NUMBER);
                if (answer.statusCode() == 200) {
                    long next = position(answer);
                    assertThat(next).isGreaterThanOrEqualTo(position);
                    heads += next > position ? 1 : 0;
                    position = next;
                }
            }
            await(() -> dapp.notifications().size() >= HEADS / 2);
            assertAscending(dapp);
            await(() -> !collector.notifications().isEmpty());
            // What could not be read would have ended the connection.
            assertThat(collector.call("eth_chainId", "").has("result")).isTrue();
        }
    }

    @Test
    void goesOnWhenOneLeavesAndTakesItBack() throws Exception {
        KafkaTopic topic = TestKafka.freshTopic();
        TestKafka.produce(topic, Recording.shipped("ethash-two-masters"), 3_000);
        try (Gateway one = start(topic, "one")) {
            RpcClient client = new RpcClient(one.httpPort());
            await(() -> client.get() == 200);
            try (Gateway two = start(topic, "two")) {
                await(() -> two.readiness().ready() && members(client) == 2);
            }
            // It said goodbye: nobody waits for its lease.
            await(() -> members(client) == 1);
            assertThat(client.post(BLOCK_NUMBER).statusCode()).isEqualTo(200);
            try (Gateway again = start(topic, "two")) {
                await(() -> again.readiness().ready() && members(client) == 2);
                assertThat(new RpcClient(again.httpPort()).call("eth_blockNumber"))
                        .isEqualTo(client.call("eth_blockNumber"));
            }
        }
    }

    @Test
    void anUpgradeIsNotNoticed() throws Exception {
        KafkaTopic topic = TestKafka.freshTopic();
        Recording recording = Recording.shipped("ethash-two-masters");
        TestKafka.produce(topic, recording, 3_000);
        List<Gateway> old = List.of(start(topic, "old-1"), start(topic, "old-2"));
        Traffic traffic = new Traffic(clients(old));
        List<Gateway> next = List.of();
        try (ReplayMaster master = new ReplayMaster(recording, topic, Speed.parse("20x"))) {
            await(() -> members(traffic.clients.get(1)) == 2 && allReady(old));
            master.start();
            try (Hammer hammer = new Hammer(traffic)) {
                writeAsALaterVersionWould(topic);
                next = List.of(start(topic, "new-1"), start(topic, "new-2"));
                List<Gateway> joined = next;
                await(() -> members(traffic.clients.get(0)) == 4 && allReady(joined));
                traffic.moveTo(clients(next));
                old.forEach(Gateway::close);
                await(() -> members(traffic.clients.get(0)) == 2);
                hammer.awaitHeads(3);
            }
        } finally {
            old.forEach(Gateway::close);
            next.forEach(Gateway::close);
        }
    }

    /** Records of a kind that this version does not know, and members of its own kinds with more than it knows. */
    private static void writeAsALaterVersionWould(KafkaTopic topic) {
        String session = "5f3cf2a5-6f4e-4a4e-9f5b-2f3d0c6f0001";
        try (TopicWriter writer = new TopicWriter(new KafkaTopic(topic.broker(), "pool-" + topic.name()), 0)) {
            for (String record : List.of(
                    "{\"v\":1,\"k\":\"weather\",\"s\":\"" + session + "\",\"sun\":true}",
                    "{\"v\":2,\"k\":\"status\",\"s\":\"" + session + "\",\"n\":1}",
                    "{\"v\":1,\"k\":\"bye\",\"s\":\"" + session + "\",\"why\":\"moved\",\"to\":[1,2,3]}",
                    "no record at all")) {
                writer.send(System.currentTimeMillis(), null, record.getBytes(StandardCharsets.UTF_8));
            }
            writer.flush();
        }
    }

    private static List<RpcClient> clients(List<Gateway> gateways) {
        return gateways.stream().map(one -> new RpcClient(one.httpPort())).toList();
    }

    private static boolean allReady(List<Gateway> gateways) {
        return gateways.stream().allMatch(one -> one.readiness().ready());
    }

    /** Who is asked. */
    private static final class Traffic {
        private volatile List<RpcClient> clients;

        Traffic(List<RpcClient> clients) {
            this.clients = clients;
        }

        /** As a balancer drains those it takes the traffic from: what was asked of them is answered when this returns. */
        synchronized void moveTo(List<RpcClient> others) {
            clients = others;
        }

        synchronized HttpResponse<String> poll(int number) {
            return clients.get(number % 2).post(BLOCK_NUMBER);
        }
    }

    /** A client that polls those that have the traffic, one after another; each must answer, and never an older head. */
    private static final class Hammer implements AutoCloseable {
        private final AtomicInteger heads = new AtomicInteger();
        private final AtomicReference<@Nullable Throwable> trouble = new AtomicReference<>();
        private final Thread thread;
        private volatile boolean stopped;

        Hammer(Traffic traffic) {
            thread = Thread.ofPlatform().start(() -> {
                try {
                    poll(traffic);
                } catch (Throwable e) {
                    trouble.set(e);
                }
            });
        }

        private void poll(Traffic traffic) {
            long position = -1;
            for (int poll = 0; !stopped; poll++) {
                HttpResponse<String> answer = traffic.poll(poll);
                long next = position(answer);
                assertThat(next).isGreaterThanOrEqualTo(position);
                heads.addAndGet(next > position ? 1 : 0);
                position = next;
            }
        }

        void awaitHeads(int more) throws InterruptedException {
            int before = heads.get();
            await(() -> heads.get() >= before + more || trouble.get() != null);
        }

        @Override
        public void close() {
            stopped = true;
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            assertThat(trouble.get()).isNull();
        }
    }

    @Test
    void refusesBeforeItHasJoined() throws Exception {
        KafkaTopic topic = TestKafka.freshTopic();
        try (Gateway alone = start(topic, "alone")) {
            RpcClient client = new RpcClient(alone.httpPort());
            HttpResponse<String> answer = client.post(BLOCK_NUMBER);
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(answer.body()).contains("\"code\":-32002", "has not joined its pool");
            assertThat(client.call("web3_clientVersion").has("result")).isTrue();
            assertThat(alone.readiness().reasons()).anyMatch(reason -> reason.contains("pool"));
        }
    }

    private static void assertAscending(Dapp dapp) {
        List<Long> numbers = new ArrayList<>();
        for (JsonNode head : dapp.notifications()) {
            numbers.add(Long.decode(head.get("number").asText()));
        }

        for (int i = 1; i < dapp.notifications().size(); i++) {
            JsonNode parent = dapp.notifications().get(i - 1);
            JsonNode head = dapp.notifications().get(i);
            if (numbers.get(i) > numbers.get(i - 1)) {
                assertThat(head.get("parentHash")).isEqualTo(parent.get("hash"));
            }
        }
    }

    /** Starts a replica that a busy machine does not make miss its lease: nothing is cut off here. */
    private Gateway start(KafkaTopic topic, String name) {
        return Gateway.start(Options.parse(
                options(dir, topic, name, "--pool.lease=10s", "--pool.max-lag=1m", "--pool.hold-max=30s")));
    }
}
