package dev.drover.pool.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.chain.Header;
import dev.drover.head.HeadChange;
import dev.drover.head.ServedHead;
import dev.drover.testing.InMemoryStore;
import dev.drover.testing.ManualHeads;
import dev.drover.testing.TestBlock;
import java.util.List;
import java.util.stream.Stream;
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
            heads.add(served(A1), change(A1));
            heads.add(served(A2), change(A2));
            assertThat(heads.find(1, A1.hash())).isNotNull();
            assertThat(heads.find(1, B1.hash())).isNull();
            assertThat(heads.find(3, A1.hash())).isNull();
            heads.dropBefore(2);
            assertThat(heads.find(1, A1.hash())).isNull();
            assertThat(heads.find(2, A2.hash())).isNotNull();
        }
    }

    @Test
    void keepsOldestAndNewestWhenThereAreTooMany() {
        TestBlock a3 = A2.child("a", 1);
        try (AppliedHeads heads = new AppliedHeads(2)) {
            heads.add(served(A1), change(A1));
            heads.add(served(A2), change(A2));
            heads.add(served(a3), change(a3));
            assertThat(heads.size()).isEqualTo(2);
            assertThat(heads.find(1, A1.hash())).isNotNull();
            assertThat(heads.find(3, a3.hash())).isNotNull();
            assertThat(heads.change(1, 3).added()).isEqualTo(headers(A2, a3));
        }
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
        return new ServedHead(ManualHeads.head(block.header()), null, new InMemoryStore().view());
    }
}
