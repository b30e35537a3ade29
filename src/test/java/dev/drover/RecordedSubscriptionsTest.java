package dev.drover;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.blocks.ChainReader;
import dev.drover.cdc.Recording;
import dev.drover.chain.Block;
import dev.drover.chain.BlockId;
import dev.drover.chain.Hash;
import dev.drover.chain.Log;
import dev.drover.chain.Receipt;
import dev.drover.config.Config;
import dev.drover.config.Options;
import dev.drover.head.ServedHead;
import dev.drover.kafka.KafkaTopic;
import dev.drover.replay.ReplayMaster;
import dev.drover.replay.Speed;
import dev.drover.testing.Await;
import dev.drover.testing.Dapp;
import dev.drover.testing.RecordedChain;
import dev.drover.testing.RecordedHeads;
import dev.drover.testing.Shared;
import dev.drover.testing.TestKafka;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What real masters did, as dapps hear it: each notification, in order. */
@Tag("slow")
final class RecordedSubscriptionsTest {
    @TempDir
    Path dir;

    /**
     * What a dapp subscribes to.
     *
     * @param logs those of the logs
     * @param receipts of these transactions
     */
    private record Wanted(boolean heads, Predicate<Log> logs, Predicate<Hash> receipts) {
        static final Wanted ALL = new Wanted(true, log -> true, transaction -> true);
    }

    /**
     * A block of the last two recordings has more logs than may wait for a client, and at full speed the next ones come before it
     * has taken them: it falls behind, and misses nothing.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {"ethash-two-masters", "modern-two-masters", "conformance-chain", "conformance-chain-logindex"})
    void tellWhatTheRecordingSays(String name) throws Exception {
        Recording recording = Recording.at(Shared.path("recordings/" + name + ".topic.jsonl.gz"));
        List<RecordedHeads.Line> changes = RecordedHeads.read(Shared.path("recordings/" + name + ".heads.jsonl"));
        RecordedChain chain = RecordedChain.load(name);
        ServedHead served = chain.served();
        ChainReader reader = new ChainReader(served.view());
        Log log = mostCommon(reader, changes);
        Hash transaction = lastTransaction(reader, changes);
        List<String> all = expected(reader, changes, Wanted.ALL);
        List<String> some = expected(
                reader,
                changes,
                new Wanted(
                        false,
                        other -> other.address().equals(log.address())
                                && !other.topics().isEmpty()
                                && other.topics().getFirst().equals(log.topics().getFirst()),
                        transaction::equals));
        served.release();
        KafkaTopic topic = TestKafka.freshTopic();
        try (Gateway gateway = Gateway.start(options(topic));
                Dapp dapp = new Dapp(gateway.wsPort());
                Dapp choosy = new Dapp(gateway.wsPort());
                ReplayMaster master = new ReplayMaster(recording, topic, Speed.parse("max"))) {
            dapp.subscribe("newHeads");
            dapp.call("eth_subscribe", "\"logs\",{}");
            dapp.subscribe("transactionReceipts");
            choosy.subscribe("syncing");
            choosy.call(
                    "eth_subscribe",
                    "\"logs\",{\"address\":\"" + log.address() + "\",\"topics\":[\""
                            + log.topics().getFirst() + "\"]}");
            choosy.call("eth_subscribe", "\"transactionReceipts\",{\"transactionHashes\":[\"" + transaction + "\"]}");
            master.start();
            await(dapp, all.size());
            await(choosy, some.size());
            assertThat(dapp.notifications().stream().map(RecordedSubscriptionsTest::line))
                    .containsExactlyElementsOf(all);
            // The end of the catch-up is told, too.
            assertThat(choosy.notifications().stream().filter(JsonNode::isBoolean))
                    .isNotEmpty()
                    .noneMatch(JsonNode::asBoolean);
            assertThat(choosy.notifications().stream()
                            .filter(result -> !result.isBoolean())
                            .map(RecordedSubscriptionsTest::line))
                    .containsExactlyElementsOf(some);
        }
    }

    /** For each head change: removed logs, then of each new block the head, the logs and the receipts. */
    private static List<String> expected(ChainReader reader, List<RecordedHeads.Line> changes, Wanted wanted) {
        List<String> lines = new ArrayList<>();
        for (RecordedHeads.Line change : changes) {
            change.reverted().forEach(hash -> addLogs(reader, hash, true, wanted, lines));
            for (Hash hash : change.added()) {
                Block block = block(reader, hash);
                if (wanted.heads()) {
                    lines.add("head " + block.header().number() + " " + hash + " on "
                            + block.header().parentHash());
                }
                addLogs(reader, hash, false, wanted, lines);
                List<Receipt> receipts = reader.receipts(block).stream()
                        .filter(receipt ->
                                wanted.receipts().test(receipt.transaction().hash()))
                        .toList();
                if (!receipts.isEmpty()) {
                    lines.add("receipts"
                            + receipts.stream()
                                    .map(receipt -> " " + receipt.transaction().hash() + " " + receipt.gasUsed())
                                    .reduce("", String::concat));
                }
            }
        }
        return lines;
    }

    private static void addLogs(ChainReader reader, Hash hash, boolean removed, Wanted wanted, List<String> lines) {
        for (Receipt receipt : reader.receipts(block(reader, hash))) {
            for (int i = 0; i < receipt.logs().size(); i++) {
                Log log = receipt.logs().get(i);
                if (wanted.logs().test(log)) {
                    lines.add((removed ? "removed " : "log ") + hash + " " + (receipt.firstLogIndex() + i) + " "
                            + receipt.transaction().hash() + " " + log.address() + " " + log.topics() + " 0x"
                            + HexFormat.of().formatHex(log.data()));
                }
            }
        }
    }

    /** One of the logs with topics that are alike in address and first topic more often than others. */
    private static Log mostCommon(ChainReader reader, List<RecordedHeads.Line> changes) {
        Map<String, List<Log>> alike = new HashMap<>();
        for (RecordedHeads.Line change : changes) {
            for (Hash hash : change.added()) {
                for (Receipt receipt : reader.receipts(block(reader, hash))) {
                    receipt.logs().stream()
                            .filter(log -> !log.topics().isEmpty())
                            .forEach(log -> alike.computeIfAbsent(
                                            log.address() + "" + log.topics().getFirst(), key -> new ArrayList<>())
                                    .add(log));
                }
            }
        }
        return alike.values().stream()
                .max((a, b) -> Integer.compare(a.size(), b.size()))
                .orElseThrow()
                .getFirst();
    }

    private static Hash lastTransaction(ChainReader reader, List<RecordedHeads.Line> changes) {
        for (RecordedHeads.Line change : changes.reversed()) {
            List<Receipt> receipts = reader.receipts(block(reader, change.hash()));
            if (!receipts.isEmpty()) {
                return receipts.getLast().transaction().hash();
            }
        }
        throw new AssertionError("no transaction");
    }

    private static Block block(ChainReader reader, Hash hash) {
        BlockId id = Objects.requireNonNull(reader.find(hash));
        return reader.block(id);
    }

    private static String line(JsonNode result) {
        if (result.isArray()) {
            StringBuilder line = new StringBuilder("receipts");
            result.forEach(receipt -> line.append(' ')
                    .append(receipt.path("transactionHash").asText())
                    .append(' ')
                    .append(Long.decode(receipt.path("gasUsed").asText())));
            return line.toString();
        }
        if (result.has("stateRoot")) {
            return "head " + Long.decode(result.path("number").asText()) + " "
                    + result.path("hash").asText() + " on "
                    + result.path("parentHash").asText();
        }
        List<String> topics = new ArrayList<>();
        result.path("topics").forEach(topic -> topics.add(topic.asText()));
        return (result.path("removed").asBoolean() ? "removed " : "log ")
                + result.path("blockHash").asText() + " "
                + Integer.decode(result.path("logIndex").asText()) + " "
                + result.path("transactionHash").asText() + " "
                + result.path("address").asText() + " " + topics + " "
                + result.path("data").asText();
    }

    private static void await(Dapp dapp, int count) {
        Await.until(
                count + " notifications",
                () -> dapp.notifications().stream()
                                .filter(result -> !result.isBoolean())
                                .count()
                        >= count);
    }

    private Config options(KafkaTopic topic) {
        return Options.parse(
                "--kafka.broker",
                TestKafka.broker(),
                "--replica.block.age=0s",
                "--replica.offset.age=0s",
                "--kafka.topic",
                topic.name(),
                "--datadir",
                dir.resolve("data").toString(),
                "--http.port",
                "0",
                "--ws.port",
                "0",
                "--ops.port",
                "0");
    }
}
