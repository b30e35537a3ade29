package dev.drover;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.cdc.RecordedRecord;
import dev.drover.cdc.Recording;
import dev.drover.cdc.RecordingReader;
import dev.drover.chain.Address;
import dev.drover.chain.Hash;
import dev.drover.chain.Senders;
import dev.drover.chain.Transaction;
import dev.drover.config.Config;
import dev.drover.config.Options;
import dev.drover.kafka.KafkaTopic;
import dev.drover.testing.Await;
import dev.drover.testing.Dapp;
import dev.drover.testing.LegacyTransaction;
import dev.drover.testing.Shared;
import dev.drover.testing.TestKafka;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The transactions that real masters heard of, from their topic to dapps, in both forms. */
@Tag("slow")
final class RecordedPendingTest {
    private static final long WAIT_NANOS = 60_000_000_000L;

    @TempDir
    Path dir;

    @Test
    void tellOfEachRecordedTransactionInBothForms() throws Exception {
        List<RecordedRecord> records = records();
        Map<Hash, Transaction> expected = new LinkedHashMap<>();
        for (RecordedRecord record : records) {
            Transaction transaction = Transaction.decodeWrapped(Objects.requireNonNull(record.value()));
            expected.putIfAbsent(transaction.hash(), transaction);
        }
        KafkaTopic topic = TestKafka.freshTopic();
        KafkaTopic pending = TestKafka.freshTopic();
        try (Gateway gateway = Gateway.start(options(topic, pending));
                Dapp hashes = new Dapp(gateway.wsPort());
                Dapp full = new Dapp(gateway.wsPort())) {
            hashes.subscribe("newPendingTransactions");
            full.call("eth_subscribe", "\"newPendingTransactions\",true");
            int before = tellUntilHeard(pending, hashes);
            await(full, before);
            TestKafka.produce(pending, records);
            await(hashes, before + expected.size());
            await(full, before + expected.size());
            assertThat(told(hashes, before).stream().map(JsonNode::asText))
                    .containsExactlyElementsOf(
                            expected.keySet().stream().map(Hash::toString).toList());
            Senders senders = new Senders(10);
            assertThat(told(full, before).stream().map(RecordedPendingTest::line))
                    .containsExactlyElementsOf(expected.values().stream()
                            .map(transaction -> transaction.hash() + " " + senders.of(transaction) + " "
                                    + transaction.nonce() + " pending")
                            .toList());
        }
    }

    /** The topic is read from its end on: tells of others until they are heard, and returns how many were. */
    private static int tellUntilHeard(KafkaTopic topic, Dapp dapp) throws InterruptedException {
        int told = 0;
        long end = System.nanoTime() + WAIT_NANOS;
        while (dapp.notifications().isEmpty() && System.nanoTime() < end) {
            byte[] transaction = LegacyTransaction.rlp(told++, 7, 21_000, Address.ZERO, 0);
            TestKafka.produce(topic, List.of(new RecordedRecord(0, 1_600_000_000_000L, null, transaction)));
            Thread.sleep(50);
        }
        // The last one that was told of is heard last.
        Hash last = Hash.keccak(LegacyTransaction.rlp(told - 1, 7, 21_000, Address.ZERO, 0));
        while (!dapp.notifications().getLast().asText().equals(last.toString()) && System.nanoTime() < end) {
            Thread.sleep(5);
        }
        return dapp.notifications().size();
    }

    private static String line(JsonNode transaction) {
        return transaction.path("hash").asText() + " "
                + transaction.path("from").asText() + " "
                + Long.decode(transaction.path("nonce").asText())
                + (transaction.path("blockHash").isNull() ? " pending" : " mined");
    }

    private static List<JsonNode> told(Dapp dapp, int from) {
        return dapp.notifications().subList(from, dapp.notifications().size());
    }

    private static void await(Dapp dapp, int count) {
        Await.until(count + " notifications", () -> dapp.notifications().size() >= count);
    }

    private static List<RecordedRecord> records() {
        List<RecordedRecord> records = new ArrayList<>();
        Recording recording = Recording.at(Shared.path("recordings/ethash-two-masters.txpool.jsonl.gz"));
        try (RecordingReader reader = recording.open()) {
            for (RecordedRecord record = reader.next(); record != null; record = reader.next()) {
                records.add(record);
            }
        }
        return records;
    }

    private Config options(KafkaTopic topic, KafkaTopic pending) {
        return Options.parse(
                "--kafka.broker",
                TestKafka.broker(),
                "--replica.block.age=0s",
                "--replica.offset.age=0s",
                "--kafka.topic",
                topic.name(),
                "--kafka.txpool.topic",
                pending.name(),
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
