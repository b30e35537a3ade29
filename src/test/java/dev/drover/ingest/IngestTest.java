package dev.drover.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.cdc.WriteOp;
import dev.drover.cdc.WriteOpEncoder;
import dev.drover.chain.Hash;
import dev.drover.config.KafkaConfig.AssemblyLimits;
import dev.drover.store.Schema;
import dev.drover.store.StoreException;
import dev.drover.testing.InMemoryStore;
import dev.drover.testing.TestBlock;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the wire can bring, in and out of order. */
final class IngestTest {
    private static final UUID ONE = new UUID(1, 1);
    private static final UUID TWO = new UUID(2, 2);

    private final InMemoryStore store = new InMemoryStore();
    private IngestHarness replica = new IngestHarness(store);
    private final TestBlock genesis = TestBlock.genesis("ingest");

    @Test
    void aBatchTakesEffectWithItsCommitOnly() {
        WriteOp.Put node = node("a");
        replica.send(new WriteOp.Fragment(ONE, node));
        assertThat(store.get(node.key())).isNull();

        replica.send(new WriteOp.Commit(ONE));

        assertThat(store.get(node.key())).isEqualTo(node.value());
    }

    @Test
    void theSameIdInConsecutiveCommitsNamesTwoBatches() {
        replica.send(new WriteOp.Fragment(ONE, node("a")), new WriteOp.Commit(ONE));
        replica.send(new WriteOp.Fragment(ONE, node("b")), new WriteOp.Commit(ONE));

        assertThat(store.get(node("a").key())).isNotNull();
        assertThat(store.get(node("b").key())).isNotNull();
        assertThat(replica.stats.batches.emptyCommits.sum()).isZero();
    }

    @Test
    void batchesOfSeveralMastersInterleaveWithHeartbeatsAndSinglePutsBetween() {
        replica.send(
                new WriteOp.Fragment(ONE, node("a")),
                new WriteOp.Heartbeat(),
                new WriteOp.Fragment(TWO, node("b")),
                node("c"),
                new WriteOp.Fragment(ONE, node("d")),
                new WriteOp.Commit(TWO));
        assertThat(store.get(node("a").key())).isNull();
        assertThat(store.get(node("b").key())).isNotNull();
        assertThat(store.get(node("c").key())).isNotNull();
        assertThat(replica.position()).isZero();

        replica.send(new WriteOp.Commit(ONE));
        assertThat(store.get(node("d").key())).isNotNull();
        assertThat(replica.position()).isEqualTo(7);
    }

    @Test
    void thePositionIsTheFirstRecordOfTheOldestOpenBatch() {
        replica.send(node("a"), new WriteOp.Fragment(ONE, node("b")), new WriteOp.Heartbeat());
        replica.send(new WriteOp.Fragment(TWO, node("c")), new WriteOp.Commit(TWO), new WriteOp.Heartbeat());

        assertThat(replica.restart()).isEqualTo(1);
    }

    @Test
    void aHeartbeatInAnOpenBatchAndARestartLoseNothing() {
        List<byte[]> records = List.of(
                record(new WriteOp.Fragment(ONE, node("a"))),
                record(new WriteOp.Heartbeat()),
                record(new WriteOp.Fragment(ONE, node("b"))),
                record(new WriteOp.Commit(ONE)));
        replica.accept(0, 1, records.get(0));
        replica.accept(1, 2, records.get(1));
        replica.flush();

        long from = replica.restart();
        for (long offset = from; offset < records.size(); offset++) {
            replica.accept(offset, offset + 1, records.get((int) offset));
        }
        replica.flush();

        assertThat(store.get(node("a").key())).isNotNull();
        assertThat(store.get(node("b").key())).isNotNull();
        assertThat(replica.position()).isEqualTo(4);
    }

    @Test
    void aCommitWithoutFragmentsAndASecondCommitMeanNothing() {
        replica.send(new WriteOp.Commit(ONE));
        replica.send(new WriteOp.Fragment(TWO, node("a")), new WriteOp.Commit(TWO), new WriteOp.Commit(TWO));

        assertThat(replica.stats.batches.emptyCommits.sum()).isEqualTo(2);
        assertThat(store.get(node("a").key())).isNotNull();
    }

    @Test
    void fragmentsThatNobodyCommitsAreDroppedByAge() {
        replica = new IngestHarness(store, new AssemblyLimits(10, 1 << 20, 60_000));
        replica.send(new WriteOp.Fragment(ONE, node("a")));
        replica.pass(60_000);
        replica.send(new WriteOp.Heartbeat());
        assertThat(replica.stats.openBatches()).isEqualTo(1);
        replica.pass(1);
        replica.send(new WriteOp.Heartbeat());

        assertThat(replica.stats.openBatches()).isZero();
        assertThat(replica.stats.batches.dropped.sum()).isEqualTo(1);
        assertThat(replica.position()).isEqualTo(3);
    }

    @Test
    void fragmentsThatNobodyCommitsAreDroppedByCountAndBytes() {
        replica = new IngestHarness(store, new AssemblyLimits(2, 1_000, 60_000));
        for (int i = 0; i < 3; i++) {
            replica.send(new WriteOp.Fragment(new UUID(0, i), node("n" + i)));
        }
        assertThat(replica.stats.openBatches()).isEqualTo(2);

        byte[] big = new byte[990];
        replica.send(new WriteOp.Fragment(ONE, new WriteOp.Put(Hash.keccak(big).toBytes(), big)));
        assertThat(replica.stats.openBatches()).isZero();
        assertThat(replica.stats.batches.dropped.sum()).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "09",
                "fe",
                "00",
                "00cc85",
                "ff",
                "ff00",
                "ff0000112233445566778899aabbccddee",
                "02",
                "020011",
                "0301",
                "ff0200112233445566778899aabbccddeeff",
                "ff0000112233445566778899aabbccddeeffcc8568656c6c6f85776f726c",
                "07820001"
            })
    void aRecordThatMakesNoSenseIsCountedAndPassedOver(String hex) {
        replica.sendRaw(java.util.HexFormat.of().parseHex(hex));
        replica.send(node("a"));

        assertThat(replica.stats.malformed.sum()).isEqualTo(1);
        assertThat(store.get(node("a").key())).isNotNull();
        assertThat(replica.position()).isEqualTo(2);
    }

    @Test
    void aRecordWithoutAValueIsPassedOver() {
        replica.sendRaw(null);
        replica.send(node("a"));

        assertThat(replica.stats.malformed.sum()).isEqualTo(1);
        assertThat(replica.position()).isEqualTo(2);
    }

    @Test
    void anEmptyValueIsAValue() {
        WriteOp.Put code = new WriteOp.Put(Schema.code(Hash.keccak(new byte[0])), new byte[0]);
        replica.sendBatch(List.of(code));

        assertThat(store.get(code.key())).isEmpty();
    }

    @Test
    void aValueOfSixteenMegabytesPasses() {
        byte[] value = new byte[16 << 20];
        Arrays.fill(value, (byte) 7);
        WriteOp.Put big = new WriteOp.Put(Hash.keccak(value).toBytes(), value);
        replica.sendBatch(List.of(big));

        assertThat(store.get(big.key())).isEqualTo(value);
    }

    @Test
    void aBatchOfAHundredThousandWritesIsOne() {
        for (int i = 0; i < 100_000; i++) {
            replica.accept(i, 1, record(new WriteOp.Fragment(ONE, node("n" + i))));
        }
        replica.flush();
        assertThat(store.get(node("n0").key())).isNull();
        replica.accept(100_000, 1, record(new WriteOp.Commit(ONE)));
        replica.flush();

        assertThat(store.get(node("n0").key())).isNotNull();
        assertThat(store.get(node("n99999").key())).isNotNull();
    }

    @Test
    void privateAndUnknownKeysAreDroppedAndPointersNeverCopied() {
        replica.send(
                put("DatabaseVersion", "9"),
                put("no such key", "x"),
                new WriteOp.Put(Schema.canonicalHash(5), Hash.ZERO.toBytes()),
                new WriteOp.Put(Schema.txLookup(Hash.ZERO), new byte[] {1}));

        assertThat(store.get("DatabaseVersion".getBytes(StandardCharsets.US_ASCII)))
                .isNull();
        assertThat(store.get(Schema.canonicalHash(5))).isNull();
        assertThat(store.get(Schema.txLookup(Hash.ZERO))).isNull();
        assertThat(replica.stats.writes(KeyClass.PRIVATE).sum()).isEqualTo(1);
        assertThat(replica.stats.writes(KeyClass.UNKNOWN).sum()).isEqualTo(1);
        assertThat(replica.stats.writes(KeyClass.POINTER).sum()).isEqualTo(2);
    }

    @Test
    void aHeadIsProposedBySinglePutsAndTheLastOfABatchCounts() {
        TestBlock child = genesis.child("a", 10);
        genesis.content().forEach(replica::send);
        replica.send(new WriteOp.Put(Schema.LAST_BLOCK, genesis.hash().toBytes()));
        assertThat(Objects.requireNonNull(replica.heads.head()).number()).isZero();

        child.content().forEach(replica::send);
        replica.sendBatch(List.of(
                new WriteOp.Put(Schema.LAST_BLOCK, child.hash().toBytes()),
                new WriteOp.Put(Schema.LAST_HEADER, child.hash().toBytes()),
                new WriteOp.Put(Schema.LAST_BLOCK, genesis.hash().toBytes())));
        assertThat(Objects.requireNonNull(replica.heads.head()).number()).isZero();
        replica.sendBatch(child.headWrites());
        assertThat(Objects.requireNonNull(replica.heads.head()).number()).isEqualTo(1);
    }

    @Test
    void theChainsConfigIsTakenFromTheLastWriterWhoseConfigCanBeRead() {
        byte[] key = Schema.config(genesis.hash());
        byte[] second = "{\"chainId\":2}".getBytes(StandardCharsets.UTF_8);
        replica.send(
                new WriteOp.Put(key, "{\"chainId\":1}".getBytes(StandardCharsets.UTF_8)),
                new WriteOp.Put(key, second),
                new WriteOp.Put(key, "{\"chainId\":,}".getBytes(StandardCharsets.UTF_8)));
        assertThat(store.get(key)).isEqualTo(second);
    }

    @Test
    void theGenesisAllocationIsTakenFromTheFirstWriter() {
        byte[] key = ("ethereum-genesis-" + "x".repeat(32)).getBytes(StandardCharsets.US_ASCII);
        replica.send(new WriteOp.Put(key, new byte[] {1}), new WriteOp.Put(key, new byte[] {2}));
        assertThat(store.get(key)).containsExactly(1);
    }

    @Test
    void totalDifficultiesAreCountedAndNotStored() {
        byte[] key = Schema.totalDifficulty(genesis.header().id());
        replica.send(new WriteOp.Put(key, new byte[] {1}));

        assertThat(store.get(key)).isNull();
        assertThat(replica.stats.writes(KeyClass.DERIVED).sum()).isEqualTo(1);
    }

    /** Body, header and receipts; the number follows from the header. */
    @ParameterizedTest
    @ValueSource(ints = {0, 2, 3, 4})
    void aProposedBlockWithADamagedPartWaitsForAWholeCopy(int part) {
        genesis.content().forEach(replica::send);
        replica.sendBatch(genesis.headWrites());
        TestBlock child = genesis.child("damaged", 10);
        List<WriteOp.Put> damaged = new ArrayList<>(child.content());
        WriteOp.Put whole = damaged.get(part);
        damaged.set(part, new WriteOp.Put(whole.key(), new byte[] {(byte) 0xc1}));
        replica.sendBatch(damaged);

        replica.sendBatch(child.headWrites());
        assertThat(Objects.requireNonNull(replica.heads.head()).number()).isZero();
        replica.send(whole);

        assertThat(Objects.requireNonNull(replica.heads.head()).hash()).isEqualTo(child.hash());
        assertThat(replica.stats.rejectedCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void aDamagedCopyReplacesNothing(int part) {
        genesis.content().forEach(replica::send);
        WriteOp.Put whole = genesis.content().get(part);
        byte[] flipped = whole.value().clone();
        flipped[flipped.length - 1] ^= 1;

        replica.send(new WriteOp.Put(whole.key(), flipped));

        assertThat(store.get(whole.key())).isEqualTo(whole.value());
        assertThat(replica.stats.rejectedCount()).isEqualTo(1);
    }

    @Test
    void aWriteThatFailsStopsIngest() {
        store.failWrites(true);

        assertThatThrownBy(() -> replica.send(node("a"))).isInstanceOf(StoreException.class);
    }

    @Test
    void aRestartServesTheHeadThatWasServed() {
        genesis.content().forEach(replica::send);
        replica.sendBatch(genesis.headWrites());
        var before = replica.heads.head();

        replica.restart();

        assertThat(replica.heads.head()).isEqualTo(before);
        assertThat(replica.changes).hasSize(1);
    }

    private static WriteOp.Put node(String name) {
        byte[] value = name.getBytes(StandardCharsets.UTF_8);
        return new WriteOp.Put(Hash.keccak(value).toBytes(), value);
    }

    private static WriteOp.Put put(String key, String value) {
        return new WriteOp.Put(key.getBytes(StandardCharsets.US_ASCII), value.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] record(WriteOp op) {
        return WriteOpEncoder.encode(op);
    }
}
