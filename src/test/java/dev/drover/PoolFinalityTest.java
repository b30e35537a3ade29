package dev.drover;

import static dev.drover.PoolReplicas.await;
import static dev.drover.PoolReplicas.members;
import static dev.drover.PoolReplicas.options;
import static dev.drover.PoolReplicas.position;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drover.cdc.Recording;
import dev.drover.config.Options;
import dev.drover.kafka.KafkaTopic;
import dev.drover.replay.ReplayMaster;
import dev.drover.replay.Speed;
import dev.drover.testing.Dapp;
import dev.drover.testing.RecordedHeads;
import dev.drover.testing.RpcClient;
import dev.drover.testing.Shared;
import dev.drover.testing.TestKafka;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pool over a real broker, on a chain whose finalized block moves after every head. */
@Tag("slow")
final class PoolFinalityTest {
    /** The record that makes block 269 the head: reorgs come later. */
    private static final int PRODUCED = 54_480;

    private static final String TAGS = """
            [{"jsonrpc":"2.0","id":1,"method":"eth_getBlockByNumber","params":["finalized",false]},
             {"jsonrpc":"2.0","id":2,"method":"eth_getBlockByNumber","params":["safe",false]},
             {"jsonrpc":"2.0","id":3,"method":"eth_getBlockByNumber","params":["latest",false]}]
            """;

    private final ObjectMapper json = new ObjectMapper();

    @TempDir
    Path dir;

    @Test
    void everyBlockIsAnnouncedAndOnePositionHasOneSetOfTags() throws Exception {
        KafkaTopic topic = TestKafka.freshTopic();
        Recording recording = Recording.at(Shared.path("recordings/modern-two-masters.topic.jsonl.gz"));
        TestKafka.produce(topic, recording, PRODUCED);
        try (Gateway one = Gateway.start(Options.parse(options(dir, topic, "one")));
                Gateway two = Gateway.start(Options.parse(options(dir, topic, "two")));
                Dapp first = new Dapp(one.wsPort());
                Dapp second = new Dapp(two.wsPort());
                ReplayMaster master = new ReplayMaster(recording, topic, Speed.parse("20x"))) {
            List<RpcClient> clients = List.of(new RpcClient(one.httpPort()), new RpcClient(two.httpPort()));
            await(() -> one.readiness().ready() && two.readiness().ready() && members(clients.get(0)) == 2);
            first.subscribe("newHeads");
            second.subscribe("newHeads");
            List<String> canonical = canonical();
            master.start();

            Map<Long, List<String>> tags = new HashMap<>();
            long finalized = -1;
            long end = System.nanoTime() + 90_000_000_000L;
            for (int poll = 0; !knows(first, canonical) || !knows(second, canonical); poll++) {
                assertThat(System.nanoTime()).as("time is up").isLessThan(end);
                HttpResponse<String> answer = clients.get(poll % 2).post(TAGS);
                if (answer.statusCode() == 200) {
                    List<JsonNode> blocks = blocks(answer);
                    List<String> hashes = blocks.stream()
                            .map(block -> block.path("hash").asText())
                            .toList();
                    assertThat(hashes).isEqualTo(tags.computeIfAbsent(position(answer), unseen -> hashes));
                    long number = Long.decode(blocks.getFirst().path("number").asText());
                    assertThat(number).isGreaterThanOrEqualTo(finalized);
                    finalized = number;
                }
            }

            assertHasAll(first, canonical);
            assertHasAll(second, canonical);
            assertThat(tags.size()).isGreaterThan(10);
        }
    }

    private List<JsonNode> blocks(HttpResponse<String> answer) throws Exception {
        List<JsonNode> blocks = new ArrayList<>();
        json.readTree(answer.body()).forEach(one -> blocks.add(one.path("result")));
        return blocks;
    }

    /** The blocks above the first head at the recording's end. */
    private static List<String> canonical() {
        List<String> chain = new ArrayList<>();
        for (RecordedHeads.Line line : RecordedHeads.read(Shared.path("recordings/modern-two-masters.heads.jsonl"))) {
            if (line.offset() >= PRODUCED) {
                line.reverted()
                        .forEach(reverted -> assertThat(chain.removeLast()).isEqualTo(reverted.toString()));
                line.added().forEach(added -> chain.add(added.toString()));
            }
        }
        return chain;
    }

    private static boolean knows(Dapp dapp, List<String> canonical) {
        return hashes(dapp).contains(canonical.getLast());
    }

    private static List<String> hashes(Dapp dapp) {
        return dapp.notifications().stream()
                .map(head -> head.path("hash").asText())
                .toList();
    }

    private static void assertHasAll(Dapp dapp, List<String> canonical) {
        assertThat(hashes(dapp)).containsSubsequence(canonical);
        List<String> known = new ArrayList<>();
        for (JsonNode head : dapp.notifications()) {
            String parent = head.path("parentHash").asText();
            assertThat(known.isEmpty() || known.contains(parent)).isTrue();
            known.add(parent);
            known.add(head.path("hash").asText());
        }
    }
}
