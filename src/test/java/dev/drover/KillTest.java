package dev.drover;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.cdc.Recording;
import dev.drover.config.Config;
import dev.drover.config.Options;
import dev.drover.kafka.KafkaTopic;
import dev.drover.replay.ReplayMaster;
import dev.drover.replay.Speed;
import dev.drover.store.Cursor;
import dev.drover.store.LayeredStore;
import dev.drover.testing.Await;
import dev.drover.testing.ReplicaProcess;
import dev.drover.testing.RpcClient;
import dev.drover.testing.TestKafka;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A replica that is killed at random moments of a replayed topic loses nothing, and its clients never see an older head than
 * before. {@code -Ddrover.kills=200} makes it a long run.
 */
@Tag("slow")
final class KillTest {
    private static final int KILLS = Integer.getInteger("drover.kills", 20);
    private static final String NAME = "ethash-two-masters";

    @TempDir
    Path dir;

    @Test
    void killsLoseNothingAndNoClientSeesTheHeadGoBackward() throws Exception {
        Random random = new Random(Long.getLong("drover.seed", 1));
        KafkaTopic topic = TestKafka.freshTopic();
        long last = 0;
        int kills = 0;
        // Slow enough for the kills to fall into the replay, whatever the machine.
        try (ReplayMaster master = new ReplayMaster(Recording.shipped(NAME), topic, Speed.parse("2x"))) {
            master.start();
            while (kills < KILLS) {
                try (ReplicaProcess replica = ReplicaProcess.start(dir.resolve("log"), options(topic, "killed"))) {
                    last = poll(replica.httpPort(), random.nextInt(1_500), last);
                    replica.kill();
                    kills++;
                }
            }
        }
        long end = TestKafka.end(topic);
        runToTheEnd(topic, "killed", end);
        runToTheEnd(topic, "whole", end);

        assertThat(contents("killed")).isEqualTo(contents("whole"));
        assertThat(own("killed")).isEqualTo(own("whole"));
        assertThat(last).isPositive();
    }

    /** Polls for a while; fails if the head's number falls below what was seen before. */
    private static long poll(int port, int millis, long seen) throws InterruptedException {
        long last = seen;
        RpcClient client = new RpcClient(port);
        long end = System.nanoTime() + millis * 1_000_000L;
        while (System.nanoTime() < end) {
            JsonNode answer = client.call("eth_blockNumber");
            if (answer.has("result")) {
                long number = Long.decode(answer.get("result").asText());
                assertThat(number).isGreaterThanOrEqualTo(last);
                last = number;
            }
        }
        return last;
    }

    private void runToTheEnd(KafkaTopic topic, String name, long end) throws InterruptedException {
        try (Gateway gateway = Gateway.start(config(topic, name))) {
            Await.until("the topic is read to its end", () -> gateway.offset() >= end - 1);
        }
    }

    private Map<String, String> contents(String name) {
        Map<String, String> contents = new TreeMap<>();
        try (LayeredStore store = LayeredStore.open(
                        Options.parse("--datadir", dir.resolve(name).toString()).store());
                Cursor cursor = store.scan(new byte[0], null)) {
            while (cursor.next()) {
                contents.put(
                        HexFormat.of().formatHex(cursor.key()), HexFormat.of().formatHex(cursor.value()));
            }
        }
        return contents;
    }

    private Map<String, String> own(String name) {
        Map<String, String> own = new TreeMap<>();
        try (LayeredStore store = LayeredStore.open(
                Options.parse("--datadir", dir.resolve(name).toString()).store())) {
            for (String record : new String[] {"position", "tracker", "origin"}) {
                byte[] value = store.own(record);
                own.put(record, value == null ? "none" : HexFormat.of().formatHex(value));
            }
        }
        return own;
    }

    private Config config(KafkaTopic topic, String name) {
        return Options.parse(options(topic, name));
    }

    private String[] options(KafkaTopic topic, String name) {
        return new String[] {
            "--kafka.broker",
            topic.broker(),
            "--replica.block.age=0s",
            "--replica.offset.age=0s",
            "--kafka.topic",
            topic.name(),
            "--datadir",
            dir.resolve(name).toString(),
            "--http.port",
            "0",
            "--ws.port",
            "0",
            "--ops.port",
            "0"
        };
    }
}
