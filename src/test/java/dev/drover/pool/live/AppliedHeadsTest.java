package dev.drover.pool.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.chain.Head;
import dev.drover.chain.Header;
import dev.drover.head.HeadChange;
import dev.drover.head.ServedHead;
import dev.drover.head.Tags;
import dev.drover.pool.HeadRef;
import dev.drover.pool.View;
import dev.drover.testing.InMemoryStore;
import dev.drover.testing.ManualHeads;
import dev.drover.testing.TestBlock;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class AppliedHeadsTest {
    private static final TestBlock GENESIS = TestBlock.genesis("a");
    private static final TestBlock A1 = GENESIS.child("a", 1);
    private static final TestBlock A2 = A1.child("a", 1);
    private static final TestBlock B1 = GENESIS.child("b", 1);
    private static final TestBlock B2 = B1.child("b", 1);

    @Test
    void tellsOneChangeForSeveral() {
        assertChange(List.of(change(A1), change(A2)), List.of(), List.of(A1, A2));
    }

    @Test
    void leavesOutWhatWasNeverSeen() {
        HeadChange toB = change(List.of(A2, A1), B1, B2);
        assertChange(List.of(change(A1), change(A2), toB), List.of(), List.of(B1, B2));
        assertChange(List.of(change(A2), toB), List.of(A1), List.of(B1, B2));
    }

    @Test
    void comesBackWithoutATrace() {
        HeadChange toB = change(List.of(A2, A1), B1, B2);
        HeadChange back = change(List.of(B2, B1), A1, A2);
        assertChange(List.of(toB, back), List.of(), List.of());
        assertChange(List.of(toB, change(List.of(B2, B1), A1)), List.of(A2), List.of());
    }

    @Test
    void findsAHeadByItsRecordAndForgetsTheOlder() {
        try (AppliedHeads heads = new AppliedHeads(10)) {
            heads.add(served(A1), change(A1), View.UNSET);
            heads.add(served(A2), change(A2), View.UNSET);
            assertThat(heads.find(1, A1.hash())).isNotNull();
            assertThat(heads.find(1, B1.hash())).isNull();
            assertThat(heads.find(3, A1.hash())).isNull();
            heads.show(2);
            assertThat(heads.find(1, A1.hash())).isNull();
            assertThat(heads.find(2, A2.hash())).isNotNull();
        }
    }

    @Test
    void keepsShownPromisedAndNewestWhenThereAreTooMany() {
        List<TestBlock> blocks = GENESIS.branch("a", 1, 6);
        try (AppliedHeads heads = new AppliedHeads(3)) {
            add(heads, blocks.get(0), View.UNSET);
            heads.show(1);
            add(heads, blocks.get(1), 2);
            add(heads, blocks.get(2), 2);
            assertThat(add(heads, blocks.get(3), 2))
                    .isEqualTo(ManualHeads.head(blocks.get(2).header()));
            add(heads, blocks.get(4), 2);
            assertThat(heads.size()).isEqualTo(3);
            assertThat(heads.find(1, blocks.get(0).hash())).isNotNull();
            assertThat(heads.find(2, blocks.get(1).hash())).isNotNull();
            assertThat(heads.change(1, 2).added()).isEqualTo(headers(blocks.get(1)));
            assertThat(heads.change(1, 5).added())
                    .isEqualTo(headers(blocks.subList(1, 5).toArray(TestBlock[]::new)));
            heads.show(2);
            assertThat(add(heads, blocks.get(5), View.UNSET)).isNull();
            assertThat(heads.change(2, 6).added())
                    .isEqualTo(headers(blocks.subList(2, 6).toArray(TestBlock[]::new)));
        }
    }

    @Test
    void combinesTheChangesOfTwoHeadsAtOnePosition() {
        try (AppliedHeads heads = new AppliedHeads(10)) {
            heads.add(served(A1), change(A1), View.UNSET);
            heads.show(1);
            heads.add(served(A2), change(A2), View.UNSET);
            Head head = ManualHeads.head(A2.header());
            heads.add(served(A2), new HeadChange(head, List.of(), List.of()), View.UNSET);
            assertThat(heads.change(1, 2).added()).isEqualTo(headers(A2));
        }
    }

    @Test
    void holdsFewHeadsAndTheirOwnBlocksUntilOneIsShown() {
        List<TestBlock> blocks = GENESIS.branch("a", 1, 3 * AppliedHeads.UNSHOWN_MAX);
        InMemoryStore store = new InMemoryStore();
        try (AppliedHeads heads = new AppliedHeads(256)) {
            for (TestBlock block : blocks) {
                heads.add(served(block, store), change(block), View.UNSET);
            }
            assertThat(heads.size()).isEqualTo(AppliedHeads.UNSHOWN_MAX);
            assertThat(store.openViews()).isEqualTo(AppliedHeads.UNSHOWN_MAX);
            long last = blocks.size();
            assertThat(heads.change(0, last).added()).hasSize(AppliedHeads.UNSHOWN_MAX);
            assertThat(Objects.requireNonNull(heads.changeTo(last)).added()).isEqualTo(headers(blocks.getLast()));
        }
        assertThat(store.openViews()).isZero();
    }

    @Test
    void keepsEveryHeadOfABurstOnceItAsksToJoin() {
        List<TestBlock> blocks = GENESIS.branch("a", 1, HeadRef.KEPT_MAX + 2);
        try (AppliedHeads heads = new AppliedHeads(HeadRef.KEPT_MAX)) {
            heads.join();
            for (TestBlock block : blocks.subList(0, HeadRef.KEPT_MAX)) {
                assertThat(add(heads, block, 1)).isNull();
            }
            assertThat(add(heads, blocks.get(HeadRef.KEPT_MAX), 1))
                    .isEqualTo(ManualHeads.head(blocks.get(1).header()));
            assertThat(heads.find(1, blocks.getFirst().hash())).isNotNull();
            assertThat(add(heads, blocks.getLast(), View.UNSET))
                    .isEqualTo(ManualHeads.head(blocks.getFirst().header()));
            assertThat(heads.lastDropped())
                    .isEqualTo(ManualHeads.head(blocks.getFirst().header()));
            assertThat(heads.size()).isEqualTo(HeadRef.KEPT_MAX);
        }
    }

    @Test
    void leavesTheBlocksOfALongWayToTheStore() {
        List<TestBlock> blocks = GENESIS.branch("a", 1, AppliedHeads.CHANGE_BLOCKS_MAX + 2);
        try (AppliedHeads heads = new AppliedHeads(3)) {
            add(heads, blocks.getFirst(), View.UNSET);
            heads.show(1);
            for (TestBlock block : blocks.subList(1, blocks.size())) {
                add(heads, block, View.UNSET);
            }
            HeadChange all = heads.change(1, blocks.size());
            assertThat(all.head()).isEqualTo(ManualHeads.head(blocks.getLast().header()));
            assertThat(all.hasBlocks()).isFalse();
        }
    }

    @Test
    void theQueueHoldsFewHeadsHoweverLongNobodyTakesThem() {
        List<TestBlock> blocks = GENESIS.branch("a", 1, HeadQueue.MOST + 100);
        InMemoryStore store = new InMemoryStore();
        HeadQueue queue = new HeadQueue();
        for (TestBlock block : blocks) {
            assertThat(queue.put(served(block, store), change(block))).isEqualTo(block.equals(blocks.getFirst()));
        }
        assertThat(store.openViews()).isEqualTo(HeadQueue.MOST);

        List<HeadQueue.Entry> taken = queue.take();

        assertThat(taken).hasSize(HeadQueue.MOST);
        assertThat(taken.getFirst().replaced()).isNull();
        assertThat(taken.getLast().replaced())
                .isEqualTo(ManualHeads.head(blocks.get(blocks.size() - 2).header()));
        List<Header> added = taken.stream()
                .flatMap(entry -> Objects.requireNonNull(entry.change()).added().stream())
                .toList();
        assertThat(added).isEqualTo(headers(blocks.toArray(TestBlock[]::new)));
        assertThat(queue.put(served(A1, store), change(A1))).isTrue();
        queue.close();
        taken.forEach(entry -> entry.served().release());
        assertThat(queue.put(served(A2, store), change(A2))).isFalse();
        assertThat(store.openViews()).isZero();
    }

    private static @Nullable Head add(AppliedHeads heads, TestBlock block, long promised) {
        return heads.add(served(block), change(block), promised);
    }

    private static void assertChange(List<HeadChange> changes, List<TestBlock> reverted, List<TestBlock> added) {
        HeadChange all = changes.stream().reduce(AppliedHeads::combine).orElseThrow();
        assertThat(all.reverted()).isEqualTo(headers(reverted.toArray(TestBlock[]::new)));
        assertThat(all.added()).isEqualTo(headers(added.toArray(TestBlock[]::new)));
    }

    private static HeadChange change(TestBlock... added) {
        return change(List.of(), added);
    }

    private static HeadChange change(List<TestBlock> reverted, TestBlock... added) {
        return new HeadChange(
                ManualHeads.head(added[added.length - 1].header()),
                headers(reverted.toArray(TestBlock[]::new)),
                headers(added));
    }

    private static List<Header> headers(TestBlock... blocks) {
        return Stream.of(blocks).map(TestBlock::header).toList();
    }

    private static ServedHead served(TestBlock block) {
        return served(block, new InMemoryStore());
    }

    private static ServedHead served(TestBlock block, InMemoryStore store) {
        return new ServedHead(ManualHeads.head(block.header()), Tags.NONE, store.view());
    }
}
