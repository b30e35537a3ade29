package dev.drover.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.cdc.BatchAssembly;
import dev.drover.cdc.WriteOp;
import dev.drover.cdc.WriteOpEncoder;
import dev.drover.chain.Hash;
import dev.drover.config.KafkaConfig.AssemblyLimits;
import dev.drover.testing.InMemoryStore;
import dev.drover.testing.TestBlock;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Batches that do not stay in memory until their commit: they are read again, and nothing is lost. */
final class DroppedBatchesTest {
    private static final UUID ONE = new UUID(1, 1);
    private static final UUID TWO = new UUID(2, 2);
    private static final long MINUTE = 60_000;

    private final InMemoryStore store = new InMemoryStore();
    private IngestHarness replica = new IngestHarness(store);

    @Test
    void aClockThatJumpsElevenMinutesBetweenTwoFragmentsLosesNothing() {
        replica.send(new WriteOp.Fragment(ONE, node("a")));
        replica.pass(11 * MINUTE);
        replica.send(new WriteOp.Heartbeat());
        assertThat(replica.stats.openBatches()).isZero();
        replica.pass(-11 * MINUTE);
        replica.send(new WriteOp.Fragment(ONE, node("b")));
        assertThat(store.get(node("a").key())).isNull();

        replica.send(new WriteOp.Commit(ONE));

        assertStored("a", "b");
        assertThat(replica.stats.batches.lateCommits.sum()).isEqualTo(1);
        assertThat(replica.stats.droppedBatches()).isZero();
        assertThat(replica.stats.lostBatches.sum()).isZero();
    }

    @Test
    void aHeadInABatchThatIsReadAgainIsJudgedAtItsCommit() {
        TestBlock genesis = TestBlock.genesis("dropped");
        genesis.content().forEach(content -> replica.send(new WriteOp.Fragment(ONE, content)));
        replica.pass(11 * MINUTE);
        replica.send(new WriteOp.Heartbeat());
        genesis.headWrites().forEach(write -> replica.send(new WriteOp.Fragment(ONE, write)));
        replica.send(new WriteOp.Heartbeat());

        long commit = replica.sendRaw(WriteOpEncoder.encode(new WriteOp.Commit(ONE)));

        assertThat(Objects.requireNonNull(replica.heads.head()).position()).isEqualTo(commit);
    }

    @Test
    void onlyTheFragmentsOfTheBatchAreTakenFromWhatIsReadAgain() {
        replica.send(new WriteOp.Fragment(ONE, node("of an earlier batch")), new WriteOp.Commit(ONE));
        replica.send(new WriteOp.Fragment(ONE, node("a")));
        replica.pass(11 * MINUTE);
        replica.send(new WriteOp.Fragment(TWO, node("of an open batch")));
        replica.sendRaw(new byte[] {9});
        replica.sendRaw(null);
        long puts = replica.stats.writes(KeyClass.CONTENT).sum();

        replica.send(new WriteOp.Fragment(ONE, node("b")), new WriteOp.Commit(ONE));

        assertStored("a", "b");
        assertThat(store.get(node("of an open batch").key())).isNull();
        assertThat(replica.stats.writes(KeyClass.CONTENT).sum() - puts).isEqualTo(2);
        replica.send(new WriteOp.Fragment(ONE, node("c")), new WriteOp.Commit(ONE), new WriteOp.Commit(TWO));
        assertStored("c", "of an open batch");
    }

    @Test
    void aRestartBetweenTheDropAndTheCommitLosesNothing() {
        replica.send(new WriteOp.Fragment(ONE, node("a")));
        replica.pass(11 * MINUTE);
        replica.send(new WriteOp.Heartbeat());
        assertThat(replica.restart()).as("the position passes dropped batches").isEqualTo(2);

        replica.send(new WriteOp.Fragment(ONE, node("b")), new WriteOp.Commit(ONE));

        assertStored("a", "b");
        assertThat(store.own(OwnRecords.DROPPED)).isEmpty();
    }

    @Test
    void aCommitThatIsSentTwiceHasNoEffectTheSecondTime() {
        replica.send(new WriteOp.Fragment(ONE, node("a")));
        replica.pass(11 * MINUTE);
        replica.send(new WriteOp.Heartbeat(), new WriteOp.Commit(ONE), new WriteOp.Commit(ONE));

        assertThat(replica.stats.batches.lateCommits.sum()).isEqualTo(1);
        assertThat(replica.stats.batches.emptyCommits.sum()).isEqualTo(1);
    }

    @Test
    void batchesBeyondTheLimitsOfCountAndBytesAreReadAgainToo() {
        replica = new IngestHarness(store, new AssemblyLimits(2, 500, 10 * MINUTE));
        for (int i = 0; i < 5; i++) {
            replica.send(new WriteOp.Fragment(new UUID(0, i), node("first" + i)));
        }
        for (int i = 0; i < 5; i++) {
            replica.send(new WriteOp.Fragment(new UUID(0, i), node("second" + i)));
        }
        for (int i = 0; i < 5; i++) {
            replica.send(new WriteOp.Commit(new UUID(0, i)));
        }

        for (int i = 0; i < 5; i++) {
            assertStored("first" + i, "second" + i);
        }
    }

    @Test
    void aBatchThatExceedsTheLimitByItselfStopsIngestBeforeItsCommit() {
        replica = new IngestHarness(store, new AssemblyLimits(10, 500, 10 * MINUTE));
        for (int i = 0; i < 10; i++) {
            replica.send(new WriteOp.Fragment(ONE, node("n" + i)));
        }

        for (int attempts = 0; attempts < 2; attempts++) {
            assertThatThrownBy(() -> replica.accept(10, 1, encoded(new WriteOp.Commit(ONE))))
                    .isInstanceOf(IngestStoppedException.class)
                    .hasMessageContaining("--kafka.open.bytes")
                    .hasMessageContaining("offset 0 to its commit at 10");
            assertThat(replica.restart()).isEqualTo(10);
        }
        replica = new IngestHarness(store, IngestHarness.LIMITS, replica);
        assertThat(replica.restart()).isEqualTo(10);
        replica.accept(10, 1, encoded(new WriteOp.Commit(ONE)));
        replica.flush();
        assertStored("n0", "n9");
    }

    @Test
    void aBatchWhoseBeginningIsGoneIsALossThatStopsIngestAlsoAfterARestart() {
        replica.send(new WriteOp.Heartbeat(), new WriteOp.Fragment(ONE, node("a")));
        replica.pass(11 * MINUTE);
        replica.send(new WriteOp.Heartbeat());
        replica.retainFrom(2);

        for (int attempts = 0; attempts < 2; attempts++) {
            assertThatThrownBy(() -> replica.accept(3, 1, encoded(new WriteOp.Commit(ONE))))
                    .isInstanceOf(IngestStoppedException.class)
                    .hasMessageContaining("begins at offset 1")
                    .hasMessageContaining("retention")
                    .hasMessageContaining("newer");
            assertThat(replica.restart()).isEqualTo(3);
        }
        assertThat(replica.stats.lostBatches.sum()).isEqualTo(2);
        assertThat(store.get(node("a").key())).isNull();
    }

    @Test
    void tooManyDroppedBatchesStopIngest() {
        replica = new IngestHarness(store, new AssemblyLimits(1, 1 << 20, 10 * MINUTE));
        for (int i = 0; i <= BatchAssembly.DROPPED_MAX; i++) {
            replica.accept(i, 1, encoded(new WriteOp.Fragment(new UUID(0, i), node("a"))));
        }

        assertThatThrownBy(() -> replica.accept(20_000, 1, encoded(new WriteOp.Fragment(ONE, node("a")))))
                .isInstanceOf(IngestStoppedException.class)
                .hasMessageContaining("not committed");
    }

    private void assertStored(String... names) {
        for (String name : names) {
            assertThat(store.get(node(name).key())).as(name).isNotNull();
        }
    }

    private static byte[] encoded(WriteOp op) {
        return WriteOpEncoder.encode(op);
    }

    private static WriteOp.Put node(String name) {
        byte[] value = name.getBytes(StandardCharsets.UTF_8);
        return new WriteOp.Put(Hash.keccak(value).toBytes(), value);
    }
}
