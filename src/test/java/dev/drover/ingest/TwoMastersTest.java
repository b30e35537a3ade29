package dev.drover.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.cdc.WriteOp;
import dev.drover.chain.BlockId;
import dev.drover.chain.Hash;
import dev.drover.chain.Head;
import dev.drover.head.HeadChange;
import dev.drover.store.Cursor;
import dev.drover.store.Schema;
import dev.drover.testing.InMemoryStore;
import dev.drover.testing.TestBlock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two masters on one topic, in every way in which they can disagree. */
final class TwoMastersTest {
    private final IngestHarness replica = new IngestHarness(new InMemoryStore());
    private final TestBlock genesis = TestBlock.genesis("two masters");
    private final Map<Hash, TestBlock> known = new HashMap<>();

    @BeforeEach
    void begin() {
        importBlock(genesis);
    }

    @AfterEach
    void pointersFollowTheHeadAndTheNumberNeverFallsInAnEpoch() {
        Head last = null;
        for (HeadChange change : replica.changes) {
            Head head = change.head();
            if (last != null && head.epoch() == last.epoch()) {
                assertThat(head.number()).isGreaterThanOrEqualTo(last.number());
            }
            assertThat(head.position()).isGreaterThan(last == null ? -1 : last.position());
            last = head;
        }
        assertPointers(Objects.requireNonNull(last));
    }

    @Test
    void oneLags() {
        List<TestBlock> chain = genesis.branch("a", 10, 30);
        for (int i = 0; i < 30; i++) {
            importBlock(chain.get(i));
            if (i >= 7) {
                importBlock(chain.get(i - 7));
            }
        }
        chain.subList(23, 30).forEach(this::importBlock);

        assertHead(chain.getLast());
        assertThat(replica.changes).hasSize(31);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 130})
    void oneIsForkedAndLoses(int depth) {
        List<TestBlock> winning = genesis.branch("a", 10, depth + 1);
        List<TestBlock> losing = genesis.branch("b", 10, depth);
        for (int i = 0; i < depth; i++) {
            importBlock(winning.get(i));
            importBlock(losing.get(i));
        }
        importBlock(winning.getLast());
        reorganize(losing, winning);

        assertHead(winning.getLast());
        assertThat(replica.stats.reorgs.sum()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 130})
    void oneIsForkedAndWins(int depth) {
        List<TestBlock> losing = genesis.branch("a", 10, depth);
        List<TestBlock> winning = genesis.branch("b", 10, depth + 1);
        for (int i = 0; i < depth; i++) {
            importBlock(losing.get(i));
            importBlock(winning.get(i));
        }
        importBlock(winning.getLast());
        reorganize(losing, winning);

        assertHead(winning.getLast());
        HeadChange change = replica.changes.getLast();
        assertThat(change.reverted()).hasSize(depth);
        assertThat(change.added()).hasSize(depth + 1);
    }

    @Test
    void oneRollsBackWithDeletesAndTheDataStays() {
        List<TestBlock> chain = genesis.branch("a", 10, 10);
        chain.forEach(this::importBlock);

        for (int i = 9; i > 4; i--) {
            replica.sendBatch(List.of(
                    new WriteOp.Put(Schema.LAST_BLOCK, chain.get(i - 1).hash().toBytes()),
                    new WriteOp.Put(Schema.LAST_HEADER, chain.get(i - 1).hash().toBytes())));
        }
        List<WriteOp.Delete> deletes = new ArrayList<>();
        for (int i = 9; i > 4; i--) {
            deletes.addAll(chain.get(i).rollback());
        }
        replica.sendBatch(deletes);

        assertHead(chain.getLast());
        assertThat(replica.stats.contentDeletes.sum()).isEqualTo(5 * 4);
        chain.forEach(block ->
                assertThat(replica.store.get(Schema.body(block.header().id()))).isEqualTo(block.body()));

        chain.subList(5, 10).forEach(this::importBlock);
        assertHead(chain.getLast());
        assertThat(replica.changes).hasSize(11);
    }

    @Test
    void oneReturnsToAnOldHead() {
        List<TestBlock> first = genesis.branch("a", 10, 3);
        List<TestBlock> second = genesis.branch("b", 10, 4);
        first.forEach(this::importBlock);
        second.forEach(this::importBlock);
        assertHead(second.getLast());

        // Back to the branch that was left, by blocks seen before and one new.
        first.forEach(this::propose);
        TestBlock fourth = first.getLast().child("a", 11);
        importBlock(fourth);

        assertHead(fourth);
        assertThat(replica.changes.getLast().reverted()).hasSize(4);
    }

    @Test
    void aRewindThatIsMeantBeginsANewEpochAtTheRecordThatMakesItDue() {
        List<TestBlock> chain = genesis.branch("a", 10, 10);
        chain.forEach(this::importBlock);
        List<TestBlock> rebuilt = chain.get(3).branch("b", 10, 2);
        importBlock(rebuilt.get(0));
        replica.pass(30_000);
        importBlock(rebuilt.get(1));
        replica.pass(29_999);
        replica.send(new WriteOp.Heartbeat());
        assertHead(chain.getLast());
        replica.pass(1);

        long offset = replica.sendRaw(new byte[] {3});

        assertHead(rebuilt.getLast());
        Head head = replica.changes.getLast().head();
        assertThat(head.epoch()).isEqualTo(1);
        assertThat(head.position()).isEqualTo(offset);
        assertThat(head.rewindPosition()).isEqualTo(offset);
    }

    @Test
    void clocksSkewedBySeventySecondsMakeNoRewind() {
        List<TestBlock> chain = genesis.branch("a", 10, 40);
        List<TestBlock> fork = genesis.branch("b", 10, 3);
        for (int i = 0; i < 40; i++) {
            replica.pass(70_000);
            importBlock(chain.get(i));
            replica.pass(-70_000);
            if (i >= 1 && i <= 3) {
                importBlock(fork.get(i - 1));
            }
            replica.pass(1_000);
        }

        assertHead(chain.getLast());
        assertThat(replica.stats.rewinds.sum()).isZero();
    }

    @Test
    void finalizedIsRepeatedAndLoweredByTheSecondMaster() {
        List<TestBlock> chain = genesis.branch("a", 0, 20);
        for (int i = 0; i < 20; i++) {
            importBlock(chain.get(i));
            if (i >= 10) {
                replica.send(new WriteOp.Put(
                        Schema.LAST_FINALIZED, chain.get(i - 10).hash().toBytes()));
                replica.send(new WriteOp.Put(
                        Schema.LAST_FINALIZED,
                        chain.get(Math.max(0, i - 15)).hash().toBytes()));
                replica.send(new WriteOp.Put(Schema.LAST_FINALIZED, new byte[32]));
            }
        }

        long number = -1;
        for (BlockId finalized : replica.finalized) {
            long next = finalized == null ? -1 : finalized.number();
            assertThat(next).isGreaterThanOrEqualTo(number);
            number = next;
        }
        assertThat(number).isEqualTo(10);
        assertThat(replica.store.get(Schema.LAST_FINALIZED))
                .isEqualTo(chain.get(9).hash().toBytes());
    }

    private void importBlock(TestBlock block) {
        known.put(block.hash(), block);
        replica.sendBatch(block.content());
        propose(block);
    }

    private void propose(TestBlock block) {
        replica.sendBatch(block.headWrites());
    }

    /** What a master writes when it goes over to a branch: head batches, and deletes of what only the old branch had. */
    private void reorganize(List<TestBlock> from, List<TestBlock> to) {
        to.subList(0, to.size() - 1).forEach(this::propose);
        List<WriteOp.Delete> deletes = new ArrayList<>();
        for (TestBlock block : from) {
            block.transactions().forEach(hash -> deletes.add(new WriteOp.Delete(Schema.txLookup(hash))));
        }
        replica.sendBatch(deletes);
        propose(to.getLast());
    }

    private void assertHead(TestBlock block) {
        assertThat(Objects.requireNonNull(replica.heads.head()).hash()).isEqualTo(block.hash());
    }

    private void assertPointers(Head head) {
        Map<Hash, byte[]> lookups = new HashMap<>();
        TestBlock block = Objects.requireNonNull(known.get(head.hash()));
        while (true) {
            long number = block.header().number();
            assertThat(replica.store.get(Schema.canonicalHash(number)))
                    .isEqualTo(block.hash().toBytes());
            block.transactions().forEach(hash -> lookups.put(hash, Schema.encodeShortNumber(number)));
            if (number == 0) {
                break;
            }
            block = Objects.requireNonNull(known.get(block.header().parentHash()));
        }
        assertThat(replica.store.get(Schema.canonicalHash(head.number() + 1))).isNull();
        assertThat(replica.store.get(Schema.LAST_BLOCK)).isEqualTo(head.hash().toBytes());
        int found = 0;
        try (Cursor cursor = replica.store.scan(new byte[] {'l'}, new byte[] {'m'})) {
            while (cursor.next()) {
                if (cursor.key().length == 33) {
                    assertThat(cursor.value()).isEqualTo(lookups.get(Hash.of(cursor.key(), 1)));
                    found++;
                }
            }
        }
        assertThat(found).isEqualTo(lookups.size());
    }
}
