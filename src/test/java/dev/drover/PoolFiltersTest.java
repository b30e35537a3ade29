package dev.drover;

import static dev.drover.PoolReplicas.await;
import static dev.drover.PoolReplicas.members;
import static dev.drover.PoolReplicas.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.cdc.Recording;
import dev.drover.config.Options;
import dev.drover.kafka.KafkaTopic;
import dev.drover.replay.ReplayMaster;
import dev.drover.replay.Speed;
import dev.drover.testing.Dapp;
import dev.drover.testing.RpcClient;
import dev.drover.testing.TestKafka;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One filter, polled at two whole replicas in turn, over a real broker. */
@Tag("slow")
final class PoolFiltersTest {
    private static final int BLOCKS = 30;
    /** Far longer than a note takes, far shorter than the times between most heads. */
    private static final long PAUSE_MILLIS = 100;

    @TempDir
    Path dir;

    @Test
    void eachBlockIsToldOnceByWhicheverReplicaIsPolled() throws Exception {
        KafkaTopic topic = TestKafka.freshTopic();
        Recording recording = Recording.shipped("ethash-two-masters");
        TestKafka.produce(topic, recording, 3_000);
        try (Gateway one = start(topic, "one");
                Gateway two = start(topic, "two");
                Dapp dapp = new Dapp(one.wsPort());
                ReplayMaster master = new ReplayMaster(recording, topic, Speed.parse("20x"))) {
            List<RpcClient> clients = List.of(new RpcClient(one.httpPort()), new RpcClient(two.httpPort()));
            await(() -> one.readiness().ready() && two.readiness().ready() && members(clients.get(0)) == 2);
            String id = clients.get(0).call("eth_newBlockFilter").path("result").toString();
            dapp.subscribe("newHeads");
            master.start();
            List<String> told = new ArrayList<>();
            long end = System.nanoTime() + 60_000_000_000L;
            for (int poll = 0; told.size() < BLOCKS; poll++) {
                assertThat(System.nanoTime()).as("time is up").isLessThan(end);
                for (JsonNode block :
                        clients.get(poll % 2).call("eth_getFilterChanges", id).path("result")) {
                    told.add(block.asText());
                }
                Thread.sleep(PAUSE_MILLIS);
            }
            assertThat(told).doesNotHaveDuplicates();
            await(() -> numbers(dapp).keySet().containsAll(told));
            // No gap: each height between the first and the last was told of.
            List<Long> heights =
                    told.stream().map(numbers(dapp)::get).sorted().distinct().toList();
            assertThat(heights).hasSize((int) (heights.getLast() - heights.getFirst()) + 1);
            assertThat(clients.get(1)
                            .call("eth_uninstallFilter", id)
                            .path("result")
                            .asBoolean())
                    .isTrue();
            await(() -> clients.get(0).call("eth_getFilterChanges", id).has("error"));
        }
    }

    private static Map<String, Long> numbers(Dapp dapp) {
        return dapp.notifications().stream()
                .collect(Collectors.toMap(
                        head -> head.path("hash").asText(),
                        head -> Long.decode(head.path("number").asText()),
                        (one, again) -> one));
    }

    private Gateway start(KafkaTopic topic, String name) {
        return Gateway.start(Options.parse(options(dir, topic, name)));
    }
}
