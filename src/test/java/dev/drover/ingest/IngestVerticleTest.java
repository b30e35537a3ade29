package dev.drover.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.drover.cdc.Recording;
import dev.drover.cdc.WriteOp;
import dev.drover.chain.Hash;
import dev.drover.config.KafkaConfig;
import dev.drover.config.StartupException;
import dev.drover.config.TopicStart;
import dev.drover.head.HeadChange;
import dev.drover.head.HeadFeed;
import dev.drover.head.HeadTracker;
import dev.drover.head.ServedHead;
import dev.drover.head.StandaloneHeads;
import dev.drover.health.Heartbeats;
import dev.drover.kafka.KafkaTopic;
import dev.drover.kafka.TopicWatch;
import dev.drover.kafka.Topics;
import dev.drover.store.Store;
import dev.drover.testing.InMemoryStore;
import dev.drover.testing.RecordedHeads;
import dev.drover.testing.Shared;
import dev.drover.testing.TestBlock;
import dev.drover.testing.TestKafka;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Ingest against a real broker. */
@Tag("slow")
final class IngestVerticleTest {
    private final Vertx vertx = Vertx.vertx();
    private final HeadFeed feed = new HeadFeed(vertx);
    private final StandaloneHeads heads = new StandaloneHeads(change -> {});
    private final List<HeadChange> heard = new CopyOnWriteArrayList<>();
    private final InMemoryStore store = new InMemoryStore();
    private IngestStats stats = new IngestStats();
    private volatile Runnable headFailure = () -> {};

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ethash-two-masters", "conformance-chain"})
    void announcesTheRecordedHeadsOnTheBusInOrder(String name) throws Exception {
        KafkaTopic topic = TestKafka.freshTopic();
        TestKafka.produce(topic, Recording.at(Shared.path("recordings/" + name + ".topic.jsonl.gz")));
        List<RecordedHeads.Line> expected = RecordedHeads.read(Shared.path("recordings/" + name + ".heads.jsonl"));
        feed.subscribe(change -> {
            // Others move only tags.
            if (change.hasBlocks()) {
                heard.add(change);
            }
        });

        IngestVerticle ingest = start(topic.name(), store);

        await(() -> heard.size() == expected.size());
        assertThat(heard).extracting(RecordedHeads.Line::of).containsExactlyElementsOf(expected);
        await(ingest::caughtUp);
    }

    @Test
    void goesOnWhereAnEarlierRunStopped() throws Exception {
        KafkaTopic topic = TestKafka.freshTopic();
        TestKafka.produce(topic, 1, node("a"), new WriteOp.Heartbeat());
        IngestVerticle first = start(topic.name(), store);
        await(() -> stats.offset() == 1);
        undeploy(first);
        TestKafka.produce(topic, 1, node("b"));

        stats = new IngestStats();
        start(topic.name(), store);

        await(() -> stats.offset() == 2);
        assertThat(stats.records.sum()).isEqualTo(1);
        assertThat(store.get(node("b").key())).isNotNull();
    }

    @Test
    void tellsWithWhichBlockARunBegins() throws Exception {
        KafkaTopic topic = TestKafka.freshTopic();
        TestKafka.produce(topic, Recording.shipped("ethash-two-masters"), 3_000);
        IngestVerticle first = start(topic.name(), store);
        await(first::caughtUp);
        assertThat(stats.startBlock()).isZero();
        undeploy(first);

        stats = new IngestStats();
        start(topic.name(), store);

        assertThat(stats.startBlock())
                .isPositive()
                .isEqualTo(Objects.requireNonNull(heads.head()).number());
    }

    @Test
    void anEmptyTopicIsCaughtUpAtOnce() throws Exception {
        assertThat(start(TestKafka.freshTopic().name(), store).caughtUp()).isTrue();
    }

    @Test
    void saysThatTheTopicDoesNotExist() {
        assertThatThrownBy(() -> start("no-such-topic", store))
                .hasRootCauseMessage("This server does not host this topic-partition.")
                .cause()
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("does not exist")
                .hasMessageContaining("start a master");
    }

    @Test
    void saysThatTheBrokerIsAway() {
        KafkaConfig away = new KafkaConfig(
                "127.0.0.1:1",
                TopicStart.parse("t"),
                null,
                10_000,
                Map.of("default.api.timeout.ms", "500", "request.timeout.ms", "400"),
                IngestHarness.LIMITS);

        assertThatThrownBy(() -> start(away, store))
                .cause()
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("no Kafka broker answers at 127.0.0.1:1")
                .hasMessageContaining("--kafka.broker");
    }

    @Test
    void refusesATopicThatTheStoreDoesNotBelongTo() throws Exception {
        undeploy(start(TestKafka.freshTopic().name(), store));

        assertThatThrownBy(() -> start(TestKafka.freshTopic().name(), store))
                .cause()
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("another --datadir");
    }

    @Test
    void refusesATopicThatIsCompacted() {
        KafkaTopic topic = TestKafka.freshTopic();
        TestKafka.configure(topic, Map.of("cleanup.policy", "compact,delete"));

        assertThatThrownBy(() -> start(topic.name(), store))
                .cause()
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("cleanup.policy");
    }

    @Test
    void anIdleTopicIsNoSilentBroker() throws Exception {
        try (TopicReader reader = new TopicReader(
                vertx.getOrCreateContext(), config(TestKafka.freshTopic().name()), () -> {})) {
            reader.seek(0);
            await(() -> {
                reader.poll();
                return reader.answers() >= 3 && reader.lag().equals(OptionalLong.of(0));
            });
        }
    }

    @Test
    void aPositionPastTheTopicsEndIsRefused() {
        KafkaTopic topic = TestKafka.freshTopic();

        assertThatThrownBy(() -> start(topic.name() + ":5", store))
                .cause()
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("ends at offset 0");
    }

    @Test
    void resumesByItselfAfterTheDiskWasFull() throws Exception {
        KafkaTopic topic = TestKafka.freshTopic();
        IngestVerticle ingest = start(topic.name(), store);
        store.failWrites(true);
        TestKafka.produce(topic, 1, node("a"));
        await(() -> stats.lagRecords().isEmpty());
        TestKafka.produce(topic, 1, node("b"));

        store.failWrites(false);

        await(() -> stats.offset() == 1);
        assertThat(store.get(node("a").key())).isNotNull();
        assertThat(store.get(node("b").key())).isNotNull();
        assertThat(ingest.failure()).isNull();
        await(() -> stats.lagRecords().equals(OptionalLong.of(0)));
    }

    @Test
    void anErrorInTheLoopIsNotTheEndOfIt() throws Exception {
        KafkaTopic topic = TestKafka.freshTopic();
        TestKafka.produce(topic, Recording.shipped("ethash-two-masters"), 3_000);
        AtomicInteger failures = new AtomicInteger(2);
        headFailure = () -> {
            if (failures.getAndDecrement() > 0) {
                throw new StackOverflowError("a fault in what serves heads");
            }
        };

        IngestVerticle ingest = start(topic.name(), store);

        await(() -> stats.offset() == 2_999);
        await(ingest::caughtUp);
        assertThat(failures.get()).isNotPositive();
        byte[] memory = Objects.requireNonNull(store.own(OwnRecords.TRACKER));
        assertThat(heads.head())
                .isEqualTo(HeadTracker.restore(IngestHarness.HEAD, memory).head());
        assertThat(ingest.failure()).isNull();
    }

    @Test
    void recoversOnATopicThatHasNothingMoreToRead() throws Exception {
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(Setback.class);
        lines.list = new CopyOnWriteArrayList<>();
        lines.start();
        logger.addAppender(lines);
        try {
            KafkaTopic topic = TestKafka.freshTopic();
            AtomicInteger failures = new AtomicInteger(1);
            headFailure = () -> {
                // By now the position after the last record is stored.
                if (failures.getAndDecrement() > 0) {
                    throw new IllegalStateException("a fault in what serves heads");
                }
            };
            start(topic.name(), store);
            TestBlock genesis = TestBlock.genesis("idle");
            genesis.content().forEach(content -> TestKafka.produce(topic, 1, content));
            genesis.headWrites().forEach(write -> TestKafka.produce(topic, 1, write));

            await(() -> lines.list.stream()
                    .anyMatch(line -> line.getFormattedMessage().contains("works again")));
        } finally {
            logger.detachAppender(lines);
        }
    }

    @Test
    void waitingForASilentBrokerGoesOnWithHeartbeats() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            KafkaConfig config = new KafkaConfig(
                    "127.0.0.1:" + silent.getLocalPort(),
                    TopicStart.parse("t"),
                    null,
                    10_000,
                    Map.of("default.api.timeout.ms", "3000", "request.timeout.ms", "2900"),
                    IngestHarness.LIMITS);
            AtomicInteger beats = new AtomicInteger();
            try (EarlierTopicRecords earlier =
                    new EarlierTopicRecords(vertx.getOrCreateContext(), config, () -> false, beats::incrementAndGet)) {
                assertThatThrownBy(() -> earlier.read(0, 1, (offset, value) -> true))
                        .isInstanceOf(TimeoutException.class);
            }
            assertThat(beats.get()).isGreaterThan(1);
        }
    }

    @Test
    void aBatchIsReadAgainFromTheTopicWhenAMastersClockWasElevenMinutesAhead() throws Exception {
        KafkaTopic topic = TestKafka.freshTopic();
        UUID batch = new UUID(1, 1);
        TestKafka.produce(topic, 1_000, new WriteOp.Fragment(batch, node("a")));
        TestKafka.produce(topic, 661_001, new WriteOp.Heartbeat());
        start(topic.name(), store);
        await(() -> stats.droppedBatches() == 1);

        TestKafka.produce(topic, 2_000, new WriteOp.Fragment(batch, node("b")), new WriteOp.Commit(batch));

        await(() -> stats.offset() == 3);
        assertThat(store.get(node("a").key())).isNotNull();
        assertThat(store.get(node("b").key())).isNotNull();
        assertThat(stats.lostBatches.sum()).isZero();
    }

    @Test
    void aDroppedBatchWhoseBeginningIsDeletedStopsIngest() throws Exception {
        KafkaTopic topic = TestKafka.freshTopic();
        UUID batch = new UUID(1, 1);
        TestKafka.produce(topic, 1_000, new WriteOp.Heartbeat(), new WriteOp.Fragment(batch, node("a")));
        TestKafka.produce(topic, 661_001, new WriteOp.Heartbeat());
        IngestVerticle ingest = start(topic.name(), store);
        await(() -> stats.droppedBatches() == 1);
        TestKafka.deleteBefore(topic, 2);

        TestKafka.produce(topic, 2_000, new WriteOp.Commit(batch));

        await(() -> ingest.failure() != null);
        assertThat(ingest.failure()).hasMessageContaining("retention").hasMessageContaining("newer");
        assertThat(stats.lostBatches.sum()).isEqualTo(1);
        assertThat(stats.lagRecords()).isEmpty();
    }

    @Test
    void recordsOfATopicThatWasCreatedAgainAreNotWritten() throws Exception {
        KafkaTopic topic = TestKafka.freshTopic();
        TestKafka.produce(topic, 1, node("a"), node("b"));
        CountDownLatch stalled = new CountDownLatch(1);
        CountDownLatch resume = new CountDownLatch(1);
        TestBlock genesis = TestBlock.genesis("stalled");
        headFailure = () -> {
            stalled.countDown();
            awaitUninterruptibly(resume);
        };
        IngestVerticle ingest = start(topic.name(), store);
        genesis.content().forEach(content -> TestKafka.produce(topic, 1, content));
        genesis.headWrites().forEach(write -> TestKafka.produce(topic, 1, write));
        assertThat(stalled.await(60, TimeUnit.SECONDS)).isTrue();

        long end = TestKafka.end(topic);
        TestKafka.delete(topic);
        Topics.create(topic);
        for (long offset = 0; offset <= end; offset++) {
            TestKafka.produce(topic, 1, node("of another chain " + offset));
        }
        Thread.sleep(TopicWatch.FRESH.toMillis());
        resume.countDown();

        await(() -> ingest.failure() != null);
        assertThat(ingest.failure())
                .hasMessageContaining("created again")
                .hasMessageContaining("first offset in doubt is");
        assertThat(store.get(node("of another chain " + end).key())).isNull();
    }

    @Test
    void aPartitionThatIsAddedEndsIngest() throws Exception {
        KafkaTopic topic = TestKafka.freshTopic();
        TestKafka.produce(topic, 1, node("a"));
        IngestVerticle ingest = start(topic.name(), store);
        await(ingest::caughtUp);

        TestKafka.addPartitions(topic, 3);

        await(() -> ingest.failure() != null);
        assertThat(ingest.failure())
                .hasMessageContaining("3 partitions")
                .hasMessageContaining("first offset in doubt is");
    }

    @Test
    void aTopicThatIsSetToBeCompactedEndsIngest() throws Exception {
        KafkaTopic topic = TestKafka.freshTopic();
        IngestVerticle ingest = start(topic.name(), store);

        TestKafka.configure(topic, Map.of("cleanup.policy", "compact"));

        await(() -> ingest.failure() != null);
        assertThat(ingest.failure()).hasMessageContaining("cleanup.policy=compact");
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private IngestVerticle start(String topic, Store into) throws Exception {
        return start(config(topic), into);
    }

    private static KafkaConfig config(String topic) {
        return new KafkaConfig(
                TestKafka.broker(), TopicStart.parse(topic), null, 10_000, Map.of(), IngestHarness.LIMITS);
    }

    private IngestVerticle start(KafkaConfig config, Store into) throws Exception {
        IngestVerticle ingest =
                new IngestVerticle(config, IngestHarness.HEAD, into, stats, this::head, new Heartbeats(Duration.ZERO));
        vertx.deployVerticle(ingest).toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        return ingest;
    }

    private void undeploy(IngestVerticle ingest) throws Exception {
        for (String id : vertx.deploymentIDs()) {
            vertx.undeploy(id).toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        }
        assertThat(ingest.failure()).isNull();
    }

    private void head(ServedHead served, @Nullable HeadChange change) {
        headFailure.run();
        heads.applied(served, null);
        if (change != null) {
            feed.publish(change);
        }
    }

    private static WriteOp.Put node(String name) {
        byte[] value = name.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return new WriteOp.Put(Hash.keccak(value).toBytes(), value);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("time is up").isLessThan(end);
            Thread.sleep(20);
        }
    }
}
