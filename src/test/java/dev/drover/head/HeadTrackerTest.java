package dev.drover.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.cdc.WriteOp;
import dev.drover.chain.BlockId;
import dev.drover.chain.Hash;
import dev.drover.chain.Head;
import dev.drover.chain.Header;
import dev.drover.config.HeadConfig;
import dev.drover.rlp.RlpWriter;
import dev.drover.store.Batch;
import dev.drover.store.Cursor;
import dev.drover.store.KeyValues;
import dev.drover.store.Schema;
import dev.drover.testing.InMemoryStore;
import dev.drover.testing.TestBlock;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HeadTrackerTest {
    private static final HeadConfig CONFIG = new HeadConfig(60_000, 4, 1_000);

    private final InMemoryStore store = new InMemoryStore();
    private HeadTracker tracker = HeadTracker.begin(CONFIG, store);
    private final TestBlock genesis = TestBlock.genesis("test");
    private long offset;
    private long clockMillis = 1_000_000;

    @Test
    void takesTheFirstCompleteBlockAsHead() {
        HeadChange change = follow(genesis);

        assertThat(change.added()).containsExactly(genesis.header());
        assertThat(change.reverted()).isEmpty();
        assertThat(head().epoch()).isZero();
        assertThat(head().position()).isEqualTo(offset - 1);
        assertThat(head().rewindPosition()).isEqualTo(-1);
    }

    @Test
    void equalIsNotBetterSoTheFirstSeenStays() {
        follow(genesis);
        TestBlock first = genesis.child("a", 10);
        follow(first);

        assertThat(tryFollow(genesis.child("b", 10))).isNull();
        assertThat(head().hash()).isEqualTo(first.hash());
    }

    @Test
    void moreDifficultyAtTheSameNumberWins() {
        follow(genesis);
        TestBlock light = genesis.child("a", 10);
        TestBlock heavy = genesis.child("b", 11);
        follow(light);

        HeadChange change = follow(heavy);

        assertThat(change.reverted()).containsExactly(light.header());
        assertThat(change.added()).containsExactly(heavy.header());
    }

    @Test
    void aHeavierBranchWaitsUntilItIsAsLong() {
        follow(genesis);
        genesis.branch("a", 10, 3).forEach(this::follow);
        List<TestBlock> heavy = genesis.branch("b", 20, 3);

        assertThat(tryFollow(heavy.get(0))).isNull();
        assertThat(tryFollow(heavy.get(1))).isNull();
        HeadChange change = follow(heavy.get(2));

        assertThat(change.added()).extracting(Header::hash).containsExactlyElementsOf(hashes(heavy));
        assertThat(change.head().epoch()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 130})
    void aForkThatGrowsLongerRevertsNewestFirstAndAddsOldestFirst(int depth) {
        follow(genesis);
        List<TestBlock> losing = genesis.branch("a", 0, depth);
        List<TestBlock> winning = genesis.branch("b", 0, depth + 1);
        losing.forEach(this::follow);

        for (TestBlock block : winning.subList(0, depth)) {
            assertThat(tryFollow(block)).isNull();
        }
        HeadChange change = follow(winning.getLast());

        assertThat(change.reverted()).extracting(Header::hash).containsExactlyElementsOf(hashes(losing.reversed()));
        assertThat(change.added()).extracting(Header::hash).containsExactlyElementsOf(hashes(winning));
        for (TestBlock block : winning) {
            assertThat(store.get(Schema.canonicalHash(block.header().number())))
                    .isEqualTo(block.hash().toBytes());
            assertThat(store.get(Schema.txLookup(block.transactions().getFirst())))
                    .isEqualTo(Schema.encodeShortNumber(block.header().number()));
        }
        for (TestBlock block : losing) {
            assertThat(store.get(Schema.txLookup(block.transactions().getFirst())))
                    .isNull();
        }
    }

    @Test
    void aLaggingMasterChangesNothing() {
        follow(genesis);
        List<TestBlock> chain = genesis.branch("a", 10, 20);
        chain.forEach(this::follow);
        Head before = head();

        chain.forEach(block -> assertThat(tryFollow(block)).isNull());

        assertThat(head()).isEqualTo(before);
    }

    @Test
    void anIncompleteProposalWaitsAndIsAdoptedByTheRecordThatCompletesIt() {
        follow(genesis);
        TestBlock block = genesis.child("a", 10);
        List<WriteOp.Put> content = block.content();
        for (int missing = 0; missing < content.size() - 1; missing++) {
            put(content.get(missing));
        }

        assertThat(propose(block)).isNull();
        assertThat(tracker.explain(store)).singleElement().asString().contains("state root");
        HeadChange change = arrive(content.getLast());

        assertThat(Objects.requireNonNull(change).head().hash()).isEqualTo(block.hash());
        assertThat(change.head().position()).isEqualTo(offset - 1);
    }

    @Test
    void ofSeveralProposalsThatOneRecordCompletesTheBestIsTaken() {
        follow(genesis);
        List<TestBlock> chain = genesis.branch("a", 10, 2);
        WriteOp.Put last = chain.get(0).content().getLast();
        chain.get(0).content().forEach(this::put);
        chain.get(1).content().forEach(this::put);
        drop(last.key());

        assertThat(propose(chain.get(0))).isNull();
        assertThat(propose(chain.get(1))).isNull();
        HeadChange change = Objects.requireNonNull(arrive(last));

        assertThat(change.added()).extracting(Header::hash).containsExactlyElementsOf(hashes(chain));
    }

    @Test
    void forgetsTheOldestWaitingProposalBeyondTheLimit() {
        follow(genesis);
        for (int i = 0; i < 5; i++) {
            assertThat(propose(genesis.child("x" + i, 10))).isNull();
        }

        assertThat(tracker.waitingForgotten()).isEqualTo(1);
        assertThat(tracker.explain(store)).hasSize(4);
    }

    @Test
    void rewindsWhenMastersInsistForLongEnough() {
        follow(genesis);
        List<TestBlock> old = genesis.branch("a", 10, 10);
        old.forEach(this::follow);
        List<TestBlock> rebuilt = old.get(3).branch("b", 10, 3);

        assertThat(tryFollow(rebuilt.get(0))).isNull();
        clockMillis += 29_000;
        assertThat(tryFollow(rebuilt.get(1))).isNull();
        clockMillis += 1_000;
        assertThat(tryFollow(rebuilt.get(2))).isNull();
        clockMillis += 29_999;
        assertThat(observe(Evidence.NONE)).isNull();
        clockMillis += 1;
        HeadChange change = Objects.requireNonNull(observe(Evidence.NONE));

        assertThat(change.head().epoch()).isEqualTo(1);
        assertThat(change.head().number()).isEqualTo(7);
        assertThat(change.head().position()).isEqualTo(offset - 1);
        assertThat(change.head().rewindPosition()).isEqualTo(offset - 1);
        assertThat(change.reverted()).hasSize(6);
        assertThat(change.added()).extracting(Header::hash).containsExactlyElementsOf(hashes(rebuilt));
        assertThat(store.get(Schema.canonicalHash(8))).isNull();
    }

    @Test
    void oneStrayProposalIsNotInsistence() {
        follow(genesis);
        genesis.branch("a", 10, 3).forEach(this::follow);
        tryFollow(genesis.child("stray", 10));

        for (int minute = 0; minute < 10; minute++) {
            clockMillis += 60_000;
            assertThat(observe(Evidence.NONE)).isNull();
        }
    }

    @Test
    void anyAdoptionEndsTheDoubt() {
        follow(genesis);
        List<TestBlock> chain = genesis.branch("a", 10, 10);
        chain.subList(0, 5).forEach(this::follow);
        TestBlock fork = genesis.child("fork", 10);
        for (int i = 5; i < 10; i++) {
            clockMillis += 40_000;
            assertThat(tryFollow(fork)).isNull();
            follow(chain.get(i));
        }

        assertThat(head().epoch()).isZero();
        assertThat(head().hash()).isEqualTo(chain.getLast().hash());
    }

    @Test
    void timestampsThatFallDoNotTurnTheClockBack() {
        follow(genesis);
        List<TestBlock> old = genesis.branch("a", 10, 10);
        old.forEach(this::follow);
        List<TestBlock> rebuilt = genesis.branch("b", 10, 2);
        tryFollow(rebuilt.get(0));
        clockMillis += 30_000;
        tryFollow(rebuilt.get(1));
        clockMillis += 30_000;
        long ahead = clockMillis;

        assertThat(Objects.requireNonNull(observe(Evidence.NONE)).head().epoch())
                .isEqualTo(1);

        clockMillis = ahead - 70_000;
        follow(rebuilt.get(1).child("b", 10));
        assertThat(tryFollow(genesis.child("c", 10))).isNull();
        clockMillis = ahead + 29_999;
        assertThat(tryFollow(genesis.child("c", 10))).isNull();
        clockMillis = ahead + 59_000;
        assertThat(observe(Evidence.NONE)).isNull();
    }

    @Test
    void aHeartbeatAnHourAheadDoesNotDelayARewind() {
        follow(genesis);
        genesis.branch("a", 10, 10).forEach(this::follow);
        List<TestBlock> rebuilt = genesis.branch("b", 10, 3);
        long start = clockMillis;
        heartbeat(start + 3_600_000);

        tryFollow(rebuilt.get(0));
        HeadChange change = null;
        for (int second = 10; change == null && second <= 90; second += 10) {
            clockMillis = start + second * 1_000L;
            change = tryFollow(rebuilt.get(1));
        }

        assertThat(Objects.requireNonNull(change).head().epoch()).isEqualTo(1);
    }

    @Test
    void aBatchOfAMasterWhoseClockIsAheadIsNotAMinuteOfInsistence() {
        follow(genesis);
        genesis.branch("a", 10, 10).forEach(this::follow);
        List<TestBlock> fork = genesis.branch("b", 10, 2);
        long start = clockMillis;
        tryFollow(fork.get(0));

        clockMillis = start + 1_000 + 61_000;
        for (int fragment = 0; fragment < 10; fragment++) {
            assertThat(observe(Evidence.NONE)).isNull();
        }
        assertThat(tryFollow(fork.get(1))).isNull();
        assertThat(observe(Evidence.NONE)).isNull();
        clockMillis = start + 20_000;
        assertThat(observe(Evidence.NONE)).isNull();
    }

    @Test
    void aProposalOfTheHeadItselfEndsTheDoubt() {
        follow(genesis);
        List<TestBlock> chain = genesis.branch("a", 10, 10);
        chain.forEach(this::follow);
        TestBlock fork = genesis.child("fork", 10);
        for (int i = 0; i < 20; i++) {
            assertThat(tryFollow(fork)).isNull();
            clockMillis += 15_000;
            assertThat(propose(chain.getLast())).isNull();
            clockMillis += 15_000;
        }

        assertThat(head().epoch()).isZero();
        assertThat(tracker.explain(store)).isEmpty();
    }

    @Test
    void aProposalOfAnAncestorNeitherRaisesDoubtNorEndsIt() {
        follow(genesis);
        List<TestBlock> chain = genesis.branch("a", 10, 10);
        chain.forEach(this::follow);
        for (int i = 0; i < 10; i++) {
            assertThat(propose(chain.get(3))).isNull();
            clockMillis += 30_000;
        }
        assertThat(tracker.explain(store)).isEmpty();

        TestBlock fork = genesis.child("fork", 10);
        tryFollow(fork);
        clockMillis += 30_000;
        tryFollow(fork);
        propose(chain.get(3));
        clockMillis += 30_000;

        assertThat(Objects.requireNonNull(observe(Evidence.NONE)).head().hash()).isEqualTo(fork.hash());
    }

    @Test
    void aRewindWaitsForTheDataOfItsTarget() {
        follow(genesis);
        genesis.branch("a", 10, 3).forEach(this::follow);
        TestBlock fork = genesis.child("fork", 10);
        List<WriteOp.Put> content = fork.content();
        content.subList(0, content.size() - 1).forEach(this::put);
        propose(fork);
        clockMillis += 30_000;
        propose(fork);
        clockMillis += 30_000;
        assertThat(observe(Evidence.NONE)).isNull();
        assertThat(arrive(genesis.child("other", 10).content().getFirst())).isNull();

        HeadChange change = Objects.requireNonNull(arrive(content.getLast()));

        assertThat(change.head().hash()).isEqualTo(fork.hash());
    }

    @Test
    void contentThatNobodyWaitsForCostsNoReads() {
        follow(genesis);
        for (int i = 0; i < 4; i++) {
            assertThat(propose(genesis.child("x" + i, 10))).isNull();
        }
        WriteOp.Put other = genesis.child("other", 10).content().getFirst();
        KeyValues unreadable = new KeyValues() {
            @Override
            public byte[] get(byte[] key) {
                throw new AssertionError("read " + HexFormat.of().formatHex(key));
            }

            @Override
            public Cursor scan(byte[] from, byte @Nullable [] to) {
                throw new AssertionError("scanned");
            }
        };

        assertThat(tracker.judge(
                        offset++, clockMillis, new Evidence(null, null, null, List.of(other.key())), unreadable))
                .isNull();
    }

    @Test
    void aProposalWaitsForTheSameKeyAfterARestart() {
        follow(genesis);
        TestBlock block = genesis.child("a", 10);
        List<WriteOp.Put> content = block.content();
        content.subList(0, content.size() - 1).forEach(this::put);
        propose(block);
        restart();

        assertThat(arrive(genesis.child("other", 10).content().getFirst())).isNull();
        assertThat(Objects.requireNonNull(arrive(content.getLast())).head().hash())
                .isEqualTo(block.hash());
    }

    @Test
    void whatArrivesWithARecordThatWasJudgedBeforeIsNoticedAtTheNextOne() {
        follow(genesis);
        TestBlock block = genesis.child("a", 10);
        List<WriteOp.Put> content = block.content();
        content.subList(0, content.size() - 1).forEach(this::put);
        propose(block);
        restart();
        WriteOp.Put last = content.getLast();
        put(last);
        Evidence arrival = new Evidence(null, null, null, List.of(last.key()));
        assertThat(tracker.judge(tracker.decidedOffset(), clockMillis, arrival, store))
                .isNull();

        HeadChange change = Objects.requireNonNull(
                arrive(genesis.child("other", 10).content().getFirst()));

        assertThat(change.head().hash()).isEqualTo(block.hash());
    }

    @Test
    void readsTheMemoryOfTheFirstVersion() {
        follow(genesis);
        TestBlock block = genesis.child("a", 10);
        List<WriteOp.Put> content = block.content();
        content.subList(0, content.size() - 1).forEach(this::put);
        Head before = head();
        RlpWriter old = new RlpWriter().beginList();
        old.uint64(1).uint64(offset - 1).uint64(clockMillis).uint64(1).beginList();
        old.uint64(before.epoch()).uint64(before.number()).bytes(before.hash().toBytes());
        old.bytes(before.parentHash().toBytes()).uint64(before.timeSeconds());
        old.uint64(before.position()).uint64(before.rewindPosition()).endList();
        old.beginList().endList().beginList().bytes(block.hash().toBytes()).endList();
        old.beginList().endList().beginList().endList().endList();

        tracker = HeadTracker.restore(CONFIG, old.toBytes());

        assertThat(head()).isEqualTo(before);
        // What the proposal lacks is not known, so it is examined when anything arrives.
        put(content.getLast());
        assertThat(Objects.requireNonNull(arrive(content.getFirst())).head().hash())
                .isEqualTo(block.hash());
    }

    @Test
    void refusesTheMemoryOfANewerVersion() {
        byte[] newer = new RlpWriter().beginList().uint64(99).endList().toBytes();

        assertThatThrownBy(() -> HeadTracker.restore(CONFIG, newer)).hasMessageContaining("newer version");
    }

    @Test
    void aRestartChangesNoDecision() {
        follow(genesis);
        List<TestBlock> old = genesis.branch("a", 10, 10);
        old.forEach(this::followWithRestart);
        List<TestBlock> rebuilt = genesis.branch("b", 10, 2);
        tryFollow(rebuilt.get(0));
        restart();
        clockMillis += 30_000;
        tryFollow(rebuilt.get(1));
        restart();
        clockMillis += 30_000;

        assertThat(Objects.requireNonNull(observe(Evidence.NONE)).head().hash())
                .isEqualTo(rebuilt.get(1).hash());
    }

    @Test
    void recordsThatWereDecidedAreSilent() {
        follow(genesis);
        follow(genesis.child("a", 10));
        TestBlock better = genesis.child("b", 20);
        better.content().forEach(this::put);

        HeadChange change = tracker.judge(
                tracker.decidedOffset(), clockMillis, new Evidence(better.hash(), null, null, List.of()), store);

        assertThat(change).isNull();
    }

    @Test
    void tagsThatWereNamedBeforeTheStartCount() {
        List<TestBlock> chain = genesis.branch("a", 10, 10);
        follow(genesis);
        chain.forEach(this::follow);
        tracker = HeadTracker.begin(CONFIG, store);
        tracker.decideUpTo(1_000);

        HeadChange change = nameFinalized(900, chain.get(4));

        assertThat(change).isNull();
        assertThat(tracker.tags().finalized())
                .isEqualTo(new BlockId(5, chain.get(4).hash()));
    }

    @Test
    void recordsThatAreReadAgainMoveNoTag() {
        List<TestBlock> chain = genesis.branch("a", 10, 10);
        follow(genesis);
        chain.forEach(this::follow);
        tracker = HeadTracker.begin(CONFIG, store);
        tracker.decideUpTo(1_000);
        nameFinalized(900, chain.get(4));
        tracker = HeadTracker.restore(CONFIG, tracker.memory());

        nameFinalized(899, chain.get(6));
        nameFinalized(900, chain.get(7));

        assertThat(tracker.tags().finalized())
                .isEqualTo(new BlockId(5, chain.get(4).hash()));
    }

    private @Nullable HeadChange nameFinalized(long offset, TestBlock block) {
        return tracker.judge(offset, clockMillis, new Evidence(null, block.hash(), null, List.of()), store);
    }

    @Test
    void aSnapshotsHeadIsNotRewoundByTheRecordsThatLedToIt() {
        List<TestBlock> chain = genesis.branch("a", 10, 10);
        follow(genesis);
        chain.forEach(this::follow);
        tracker = HeadTracker.begin(CONFIG, store);
        assertThat(head().position()).isEqualTo(-1);
        offset = 0;

        for (int i = 0; i < 10; i++) {
            clockMillis += 30_000;
            assertThat(tryFollow(genesis.child("old fork", 10))).isNull();
        }
        assertThat(head().hash()).isEqualTo(chain.getLast().hash());
    }

    @Test
    void refusesASnapshotWhoseHeadIsIncomplete() {
        follow(genesis);
        drop(genesis.header().stateRoot().toBytes());

        assertThatThrownBy(() -> HeadTracker.begin(CONFIG, store))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("state root")
                .hasMessageContaining("snapshot");
    }

    @Test
    void finalizedIsTheHighestThatIsAnAncestorAndIgnoresZeroAndRepeats() {
        follow(genesis);
        List<TestBlock> chain = genesis.branch("a", 0, 10);
        chain.forEach(this::follow);

        finalize(chain.get(4).hash());
        assertThat(Objects.requireNonNull(tracker.tags().finalized()).number()).isEqualTo(5);
        finalize(chain.get(2).hash());
        finalize(Hash.ZERO);
        finalize(genesis.child("other", 1).hash());
        assertThat(Objects.requireNonNull(tracker.tags().finalized()).number()).isEqualTo(5);
    }

    @Test
    void aFinalizedBlockAheadOfTheHeadCountsOnceTheHeadReachesIt() {
        follow(genesis);
        List<TestBlock> chain = genesis.branch("a", 0, 3);
        chain.get(0).content().forEach(this::put);
        finalize(chain.get(0).hash());
        assertThat(tracker.tags().finalized()).isNull();

        follow(chain.get(0));

        assertThat(Objects.requireNonNull(tracker.tags().finalized()).hash())
                .isEqualTo(chain.get(0).hash());
    }

    @Test
    void aBetterBranchThatLeavesAFinalizedBlockNeedsARewind() {
        follow(genesis);
        List<TestBlock> chain = genesis.branch("a", 0, 3);
        chain.forEach(this::follow);
        finalize(chain.get(1).hash());

        for (TestBlock block : genesis.branch("b", 0, 6)) {
            assertThat(tryFollow(block)).isNull();
        }
        assertThat(head().hash()).isEqualTo(chain.getLast().hash());
    }

    @Test
    void aBranchOfAnotherGenesisIsNeverFollowed() {
        follow(genesis);
        TestBlock other = TestBlock.genesis("other network");
        tryFollow(other);

        other.branch("x", 100, 5).forEach(block -> assertThat(tryFollow(block)).isNull());
    }

    @Test
    void aRecordThatOnlyMovesFinalityMakesAHeadAtItsOwnPosition() {
        follow(genesis);
        List<TestBlock> chain = genesis.branch("a", 0, 3);
        chain.forEach(this::follow);
        Head before = head();

        HeadChange change = Objects.requireNonNull(finalize(chain.get(0).hash()));

        assertThat(change.hasBlocks()).isFalse();
        assertThat(change.head()).isEqualTo(before.at(offset - 1)).isEqualTo(head());
        assertThat(HeadTracker.restore(CONFIG, tracker.memory()).head()).isEqualTo(head());
    }

    @Test
    void aRecordThatMovesNoTagMakesNoHead() {
        follow(genesis);
        List<TestBlock> chain = genesis.branch("a", 0, 3);
        chain.forEach(this::follow);
        finalize(chain.get(1).hash());
        Head before = head();

        assertThat(finalize(chain.get(1).hash())).isNull();
        assertThat(finalize(chain.get(0).hash())).isNull();
        assertThat(finalize(Hash.ZERO)).isNull();
        assertThat(nameSafe(chain.get(0).hash())).isNull();
        assertThat(nameSafe(chain.get(1).hash())).isNull();
        assertThat(head()).isEqualTo(before);
    }

    @Test
    void aBlockAndTheTagsThatItsRecordMovesShareOnePosition() {
        follow(genesis);
        TestBlock block = genesis.child("a", 0);
        block.content().forEach(this::put);

        HeadChange change =
                Objects.requireNonNull(observe(new Evidence(block.hash(), block.hash(), genesis.hash(), List.of())));

        assertThat(change.added()).containsExactly(block.header());
        assertThat(tracker.tags())
                .isEqualTo(new Tags(block.header().id(), block.header().id()));
    }

    @Test
    void safeIsTheHighestThatIsAnAncestorAndNeverBelowFinalized() {
        follow(genesis);
        List<TestBlock> chain = genesis.branch("a", 0, 10);
        chain.forEach(this::follow);
        assertThat(tracker.tags()).isEqualTo(Tags.NONE);

        assertThat(Objects.requireNonNull(nameSafe(chain.get(4).hash())).hasBlocks())
                .isFalse();
        assertThat(safe()).isEqualTo(5);
        nameSafe(chain.get(2).hash());
        nameSafe(genesis.child("other", 1).hash());
        assertThat(safe()).isEqualTo(5);
        finalize(chain.get(2).hash());
        assertThat(safe()).isEqualTo(5);
        finalize(chain.get(6).hash());
        assertThat(safe()).isEqualTo(7);
        assertThat(new Tags(chain.get(6).header().id(), chain.get(6).header().id()))
                .isEqualTo(tracker.tags());
    }

    @Test
    void aReorgBelowTheSafeBlockLowersItToTheFinalizedOne() {
        follow(genesis);
        List<TestBlock> chain = genesis.branch("a", 0, 4);
        chain.forEach(this::follow);
        finalize(chain.get(0).hash());
        nameSafe(chain.get(2).hash());
        List<TestBlock> above = chain.get(2).branch("b", 0, 2);
        tryFollow(above.get(0));
        follow(above.get(1));
        assertThat(safe()).isEqualTo(3);

        List<TestBlock> below = chain.get(1).branch("c", 0, 4);
        below.forEach(this::tryFollow);

        assertThat(head().hash()).isEqualTo(below.getLast().hash());
        assertThat(safe()).isEqualTo(1);
        restart();
        assertThat(safe()).isEqualTo(1);
        // The named block counts again on the branch that has it.
        chain.get(3).branch("a", 0, 3).forEach(this::tryFollow);
        assertThat(safe()).isEqualTo(3);
    }

    private long safe() {
        return Objects.requireNonNull(tracker.tags().safe()).number();
    }

    private Head head() {
        return Objects.requireNonNull(tracker.head());
    }

    private void followWithRestart(TestBlock block) {
        follow(block);
        restart();
    }

    private void restart() {
        tracker = HeadTracker.restore(CONFIG, tracker.memory());
    }

    private HeadChange follow(TestBlock block) {
        return Objects.requireNonNull(tryFollow(block), () -> "not adopted: " + block.header());
    }

    private @Nullable HeadChange tryFollow(TestBlock block) {
        block.content().forEach(this::put);
        return propose(block);
    }

    private @Nullable HeadChange propose(TestBlock block) {
        return observe(new Evidence(block.hash(), null, null, List.of()));
    }

    private void heartbeat(long timestampMillis) {
        assertThat(tracker.judge(offset++, timestampMillis, Evidence.NONE, store))
                .isNull();
    }

    /** A record that brings one more piece of content. */
    private @Nullable HeadChange arrive(WriteOp.Put put) {
        put(put);
        return observe(new Evidence(null, null, null, List.of(put.key())));
    }

    private @Nullable HeadChange finalize(Hash hash) {
        return observe(new Evidence(null, hash, null, List.of()));
    }

    private @Nullable HeadChange nameSafe(Hash hash) {
        return observe(new Evidence(null, null, hash, List.of()));
    }

    private @Nullable HeadChange observe(Evidence evidence) {
        HeadChange change = tracker.judge(offset++, clockMillis, evidence, store);
        if (change != null) {
            Batch batch = new Batch();
            Pointers.write(change, tracker.tags(), store, batch);
            store.apply(batch, false);
        }
        return change;
    }

    private void put(WriteOp.Put put) {
        Batch batch = new Batch();
        batch.put(put.key(), put.value());
        store.apply(batch, false);
    }

    private void drop(byte[] key) {
        Batch batch = new Batch();
        batch.delete(key);
        store.apply(batch, false);
    }

    private static List<Hash> hashes(List<TestBlock> blocks) {
        return blocks.stream().map(TestBlock::hash).toList();
    }
}
