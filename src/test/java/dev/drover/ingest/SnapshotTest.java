package dev.drover.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.cdc.Recording;
import dev.drover.chain.Head;
import dev.drover.config.KafkaConfig;
import dev.drover.config.TopicStart;
import dev.drover.head.HeadChange;
import dev.drover.head.ServedHead;
import dev.drover.head.StandaloneHeads;
import dev.drover.health.Heartbeats;
import dev.drover.kafka.KafkaTopic;
import dev.drover.rpc.MethodTable;
import dev.drover.store.LayeredStore;
import dev.drover.testing.LocalRpc;
import dev.drover.testing.RecordedAnswers;
import dev.drover.testing.RecordedAnswers.Exchange;
import dev.drover.testing.RecordedHeads;
import dev.drover.testing.Shared;
import dev.drover.testing.Stores;
import dev.drover.testing.Tar;
import dev.drover.testing.TestKafka;
import dev.drover.testing.TestMethods;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Replicas that begin with the database of a stopped master. */
@Tag("slow")
final class SnapshotTest {
    private static final String NAME = "ethash-two-masters";

    @TempDir
    Path dir;

    private final List<HeadChange> changes = new CopyOnWriteArrayList<>();
    private final List<Head> served = new CopyOnWriteArrayList<>();
    private final StandaloneHeads heads = new StandaloneHeads(change -> {});

    @Test
    void goesOnFromASnapshotAndItsOffset() throws Exception {
        KafkaTopic topic = TestKafka.freshTopic();
        TestKafka.produce(topic, Recording.at(Shared.path("recordings/" + NAME + ".topic.jsonl.gz")));
        List<RecordedHeads.Line> lines = RecordedHeads.read(Shared.path("recordings/" + NAME + ".heads.jsonl"));
        List<RecordedHeads.Line> later =
                lines.stream().filter(line -> line.offset() >= 24_030).toList();

        try (LayeredStore store = Stores.open(dir.resolve("data"), unpack(NAME, "snapshot-24030"))) {
            follow(topic.name() + ":24030", store, 36_461);

            assertThat(served.getFirst().number()).isEqualTo(102);
            assertThat(served.getFirst().position()).isEqualTo(-1);
            assertThat(changes).extracting(RecordedHeads.Line::of).containsExactlyElementsOf(later);
            assertAnswers(NAME, method -> method.startsWith("eth_getBlockBy") || method.equals("eth_blockNumber"));
        }
    }

    /** The older blocks are in the freezer: 0 to 146 in the layout of geth 1.10, 0 to 376 in today's. */
    @ParameterizedTest
    @CsvSource({"ethash-two-masters, 186, 5500", "modern-two-masters, 400, 9500"})
    void servesAFinishedDatabaseOverAnEmptyTopic(String name, long head, int exchangesMin) throws Exception {
        KafkaTopic topic = TestKafka.freshTopic();
        try (LayeredStore store = Stores.open(dir.resolve("data"), unpack(name, "datadir"))) {
            follow(topic.name(), store, -1);

            assertThat(Objects.requireNonNull(heads.head()).number()).isEqualTo(head);
            MethodTable table = TestMethods.all();
            assertThat(assertAnswers(name, RecordedAnswers.judging(table))).isGreaterThan(exchangesMin);
        }
    }

    private void follow(String topic, LayeredStore store, long lastOffset) throws Exception {
        Vertx vertx = Vertx.vertx();
        IngestStats stats = new IngestStats();
        KafkaConfig kafka = new KafkaConfig(
                TestKafka.broker(), TopicStart.parse(topic), null, 10_000, Map.of(), IngestHarness.LIMITS);
        try {
            vertx.deployVerticle(new IngestVerticle(
                            kafka, IngestHarness.HEAD, store, stats, this::head, new Heartbeats(Duration.ZERO)))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
            long end = System.nanoTime() + 60_000_000_000L;
            while (stats.offset() < lastOffset) {
                assertThat(System.nanoTime()).as("time is up").isLessThan(end);
                Thread.sleep(20);
            }
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private void head(ServedHead head, @Nullable HeadChange change) {
        heads.applied(head, null);
        served.add(head.head());
        if (change != null) {
            changes.add(change);
        }
    }

    private int assertAnswers(String name, Predicate<String> methods) {
        List<Exchange> exchanges = RecordedAnswers.of(name, methods);
        try (LocalRpc rpc = new LocalRpc(TestMethods.all(), heads)) {
            for (Exchange exchange : exchanges) {
                JsonNode answer = rpc.call(exchange.request());
                if (exchange.group().equals("sideBlocks") || exchange.group().equals("trace.side")) {
                    // Blocks of dropped branches: geth deleted them when its freezer passed their heights.
                    String unknown = answer.has("error")
                            ? answer.path("error").path("message").asText()
                            : answer.path("result").asText();
                    assertThat(unknown)
                            .as(exchange.name())
                            .matches("null|unknown block|header for hash not found|block 0x[0-9a-f]{64} not found");
                } else {
                    assertThat(answer).as(exchange.name()).isEqualTo(exchange.response());
                }
            }
        }
        return exchanges.size();
    }

    private Path unpack(String name, String database) throws Exception {
        Path target = dir.resolve(database);
        Tar.unpack(Shared.path("recordings/" + name + "." + database + ".tar.gz"), target);
        return target.resolve("chaindata");
    }
}
