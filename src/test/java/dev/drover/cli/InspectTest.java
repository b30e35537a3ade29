package dev.drover.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.cdc.RecordedRecord;
import dev.drover.cdc.WriteOp;
import dev.drover.chain.BlockId;
import dev.drover.chain.Hash;
import dev.drover.kafka.KafkaTopic;
import dev.drover.store.Schema;
import dev.drover.testing.TestBlock;
import dev.drover.testing.TestKafka;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
final class InspectTest {
    private static final UUID BATCH = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
    private static final Hash HASH = Hash.fromHex("ab".repeat(32));

    @Test
    void printsWhatTheRecordsSay() {
        KafkaTopic topic = TestKafka.freshTopic();
        TestKafka.produce(
                topic,
                1_795_376_701_849L,
                new WriteOp.Fragment(BATCH, new WriteOp.Put(Schema.header(new BlockId(12, HASH)), new byte[500])),
                new WriteOp.Fragment(BATCH, new WriteOp.Delete(Schema.canonicalHash(13))),
                new WriteOp.Heartbeat(),
                new WriteOp.Commit(BATCH),
                new WriteOp.Put(Schema.LAST_BLOCK, HASH.toBytes()),
                new WriteOp.Fragment(BATCH, new WriteOp.Put(HASH.toBytes(), new byte[1])));
        TestKafka.produce(topic, List.of(new RecordedRecord(0, 0, null, null)));
        assertThat(ReplayTest.run(new InspectCommand(), topic).lines())
                .containsExactly(
                        "0 2026-11-22T19:45:01.849Z put       00112233 h 12 0xabababababababab… header = 500 bytes",
                        "1 2026-11-22T19:45:01.849Z delete    00112233 h 13 n canonical hash",
                        "2 2026-11-22T19:45:01.849Z heartbeat -",
                        "3 2026-11-22T19:45:01.849Z commit    00112233 2 writes",
                        "4 2026-11-22T19:45:01.849Z put       -        LastBlock = 0xabababababababab…",
                        "5 2026-11-22T19:45:01.849Z put       00112233 0xabababababababab… trie node = 1 byte",
                        "6 1970-01-01T00:00:00Z malformed -        the record has no value (null)",
                        "7 records: 1 commits, 1 heartbeats, 1 malformed; 1 batches open");
        assertThat(ReplayTest.run(new InspectCommand(), topic, "--batches", "--from", "4")
                        .lines())
                .containsExactly(
                        "3 records: 0 commits, 0 heartbeats, 1 malformed; 1 batches open",
                        "open: batch " + BATCH + " from offset 5, 1 fragments");
    }

    @Test
    void saysWhichHeadsAReplicaMakesAndWhatAProposalLacks() {
        KafkaTopic topic = TestKafka.freshTopic();
        TestBlock genesis = TestBlock.genesis("inspect");
        TestBlock child = genesis.child("inspect", 1);
        genesis.content().forEach(put -> TestKafka.produce(topic, 1, put));
        genesis.headWrites().forEach(put -> TestKafka.produce(topic, 1, put));
        child.content().subList(0, 4).forEach(put -> TestKafka.produce(topic, 1, put));
        child.headWrites().forEach(put -> TestKafka.produce(topic, 1, put));

        List<String> lines =
                ReplayTest.run(new InspectCommand(), topic, "--heads").lines().toList();

        assertThat(lines.get(0))
                .startsWith("head: offset 6 block 0")
                .contains(genesis.hash().toString());
        assertThat(lines.get(1))
                .startsWith("not the head: block " + child.hash())
                .contains("state root");
    }

    @Test
    void readsRecordingsToo() {
        KafkaTopic unused = new KafkaTopic("127.0.0.1:1", "t");
        String file = "src/test/resources/recordings/conformance-chain.topic.jsonl.gz";
        assertThat(ReplayTest.run(new InspectCommand(), unused, "--file", file, "--from", "166", "--to", "169")
                        .lines())
                .hasSize(4)
                .anyMatch(line -> line.endsWith(" receipts = 10645397 bytes"));
        assertThat(ReplayTest.run(new InspectCommand(), unused, file, "--batches"))
                .isEqualToIgnoringNewLines("2817 records: 248 commits, 7 heartbeats, 0 malformed; 0 batches open");
    }
}
