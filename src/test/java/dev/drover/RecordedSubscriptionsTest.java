package dev.drover;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.cdc.Recording;
import dev.drover.chain.Block;
import dev.drover.chain.BlockId;
import dev.drover.chain.Hash;
import dev.drover.chain.Receipt;
import dev.drover.cli.KafkaTopic;
import dev.drover.cli.ReplayMaster;
import dev.drover.cli.Speed;
import dev.drover.config.Options;
import dev.drover.head.ServedHead;
import dev.drover.store.ChainReader;
import dev.drover.testing.Dapp;
import dev.drover.testing.RecordedChain;
import dev.drover.testing.RecordedHeads;
import dev.drover.testing.Shared;
import dev.drover.testing.TestKafka;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What real masters did, as one dapp hears it that subscribes to everything: each notification, in order. */
final class RecordedSubscriptionsTest {
    private static final long WAIT_NANOS = 120_000_000_000L;

    @TempDir
    Path dir;

    @ParameterizedTest
    @CsvSource({"ethash-two-masters, max", "modern-two-masters, max"})
    void tellWhatTheRecordingSays(String name, String speed) throws Exception {
        Recording recording = Recording.at(Shared.path("recordings/" + name + ".topic.jsonl.gz"));
        List<String> expected = expected(name);
        KafkaTopic topic = TestKafka.freshTopic();
        try (Gateway gateway = Gateway.start(Options.parse(
                        "--kafka.broker",
                        TestKafka.broker(),
                        "--kafka.topic",
                        topic.name(),
                        "--datadir",
                        dir.resolve("data").toString(),
                        "--http.port",
                        "0",
                        "--ws.port",
                        "0",
                        "--ops.port",
                        "0"));
                Dapp dapp = new Dapp(gateway.wsPort());
                ReplayMaster master = new ReplayMaster(recording, topic, Speed.parse(speed))) {
            dapp.subscribe("newHeads");
            dapp.call("eth_subscribe", "\"logs\",{}");
            dapp.subscribe("transactionReceipts");
            master.start();
            await(dapp, expected.size());
            assertThat(dapp.notifications().stream().map(RecordedSubscriptionsTest::line))
                    .containsExactlyElementsOf(expected);
        }
    }

    /** For each head change: removed logs, then of each new block the head, the logs and the receipts. */
    private static List<String> expected(String name) {
        RecordedChain chain = RecordedChain.load(name);
        ServedHead served = chain.served();
        ChainReader reader = new ChainReader(served.view());
        List<String> lines = new ArrayList<>();
        for (RecordedHeads.Line change : RecordedHeads.read(Shared.path("recordings/" + name + ".heads.jsonl"))) {
            change.reverted().forEach(hash -> addLogs(reader, hash, true, lines));
            for (Hash hash : change.added()) {
                lines.add("head " + hash);
                addLogs(reader, hash, false, lines);
                List<Receipt> receipts = receipts(reader, hash);
                if (!receipts.isEmpty()) {
                    lines.add("receipts"
                            + receipts.stream()
                                    .map(receipt -> " " + receipt.transaction().hash() + " " + receipt.gasUsed())
                                    .reduce("", String::concat));
                }
            }
        }
        served.release();
        return lines;
    }

    private static void addLogs(ChainReader reader, Hash hash, boolean removed, List<String> lines) {
        for (Receipt receipt : receipts(reader, hash)) {
            for (int i = 0; i < receipt.logs().size(); i++) {
                lines.add((removed ? "removed " : "log ") + hash + " " + (receipt.firstLogIndex() + i) + " 0x"
                        + HexFormat.of().formatHex(receipt.logs().get(i).data()));
            }
        }
    }

    private static List<Receipt> receipts(ChainReader reader, Hash hash) {
        BlockId id = Objects.requireNonNull(reader.find(hash));
        Block block = reader.block(id);
        return reader.receipts(block);
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
            return "head " + result.path("hash").asText();
        }
        return (result.path("removed").asBoolean() ? "removed " : "log ")
                + result.path("blockHash").asText() + " "
                + Integer.decode(result.path("logIndex").asText()) + " "
                + result.path("data").asText();
    }

    private static void await(Dapp dapp, int count) throws InterruptedException {
        long end = System.nanoTime() + WAIT_NANOS;
        while (dapp.notifications().size() < count && System.nanoTime() < end) {
            Thread.sleep(20);
        }
    }
}
