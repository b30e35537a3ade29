package dev.drover.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.config.KafkaConfig.AssemblyLimits;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class BatchAssemblyTest {
    private static final UUID A = new UUID(0, 0xa);
    private static final UUID B = new UUID(0, 0xb);
    private static final UUID C = new UUID(0, 0xc);

    private final BatchAssembly.Counts counts = new BatchAssembly.Counts();
    private BatchAssembly assembly = new BatchAssembly(new AssemblyLimits(1000, 1 << 20, 600_000), counts);

    @Test
    void givesTheWritesInOrderAtTheCommit() {
        put(10, 0, A, "k1", "v1");
        delete(11, 0, A, "k1");
        put(12, 0, A, "k2", "");
        assertThat(commit(A)).containsExactly("k1=v1", "k1 deleted", "k2=");
        assertThat(assembly.openCount()).isZero();
    }

    @Test
    void startsAnewWhenAnIdComesAgain() {
        put(10, 0, A, "k1", "v1");
        assertThat(commit(A)).containsExactly("k1=v1");
        put(12, 0, A, "k2", "v2");
        assertThat(assembly.firstOpenOffset()).isEqualTo(OptionalLong.of(12));
        assertThat(commit(A)).containsExactly("k2=v2");
    }

    @Test
    void keepsInterleavedBatchesApart() {
        put(10, 0, A, "a1", "1");
        put(11, 0, B, "b1", "2");
        put(12, 0, A, "a2", "3");
        assertThat(commit(A)).containsExactly("a1=1", "a2=3");
        put(14, 0, B, "b2", "4");
        assertThat(commit(B)).containsExactly("b1=2", "b2=4");
    }

    @Test
    void countsCommitsThatBringNothing() {
        assertThat(commit(A)).isEmpty();
        put(10, 0, B, "k", "v");
        assertThat(commit(B)).containsExactly("k=v");
        assertThat(commit(B)).as("the same commit once more").isEmpty();
        assertThat(counts.emptyCommits.sum()).isEqualTo(2);
        assertThat(counts.lateCommits.sum()).isZero();
    }

    @Test
    void restartsAtTheOldestBatchStillOpen() {
        assertThat(assembly.firstOpenOffset()).isEmpty();
        put(100, 0, A, "k", "v");
        put(105, 0, B, "k", "v");
        put(106, 0, A, "k", "v");
        assertThat(assembly.firstOpenOffset()).isEqualTo(OptionalLong.of(100));
        commit(A);
        assertThat(assembly.firstOpenOffset()).isEqualTo(OptionalLong.of(105));
        commit(B);
        assertThat(assembly.firstOpenOffset()).isEmpty();
    }

    @Test
    void dropsTheOldestOfTooManyAndNeverAppliesAPart() {
        assembly = new BatchAssembly(new AssemblyLimits(2, 1 << 20, 600_000), counts);
        put(1, 0, A, "a1", "1");
        put(2, 0, B, "b1", "1");
        put(3, 0, C, "c1", "1");
        assertThat(counts.dropped.sum()).isEqualTo(1);
        assertThat(assembly.firstOpenOffset()).isEqualTo(OptionalLong.of(2));
        put(4, 0, A, "a2", "2");
        assertThat(commit(A)).containsExactly("read " + A + " again from 1");
        assertThat(counts.lateCommits.sum()).isEqualTo(1);
        assertThat(commit(B)).containsExactly("b1=1");
        put(7, 0, A, "a3", "3");
        assertThat(commit(A)).as("the id, used again after its commit").containsExactly("a3=3");
    }

    @Test
    void appliesNoPartOfADroppedBatchAfterARestart() {
        put(1, 0, A, "a1", "1");
        assembly.dropOlderThan(600_001);
        byte[] memory = assembly.memory();

        assembly = new BatchAssembly(new AssemblyLimits(1000, 1 << 20, 600_000), counts);
        assembly.restore(memory);
        put(3, 0, A, "a2", "2");
        assertThat(commit(A)).containsExactly("read " + A + " again from 1");
        assertThat(counts.lateCommits.sum()).isEqualTo(1);
        assertThat(assembly.memory()).as("its commit came").isEmpty();
    }

    @Test
    void gathersADroppedBatchWhenTheTopicIsReadAgainFromBeforeIt() {
        put(1, 0, A, "a1", "1");
        assembly.dropOlderThan(600_001);
        put(1, 0, A, "a1", "1");
        put(3, 0, A, "a2", "2");
        assertThat(commit(A)).containsExactly("a1=1", "a2=2");
    }

    @Test
    void dropsABatchThatIsTooLargeAlone() {
        assembly = new BatchAssembly(new AssemblyLimits(10, 2000, 600_000), counts);
        for (int i = 0; i < 30; i++) {
            put(i, 0, A, "key" + i, "v");
        }
        assertThat(assembly.openCount()).isZero();
        assertThat(counts.dropped.sum()).isEqualTo(1);
        assertThat(commit(A)).containsExactly("read " + A + " again from 0");
        put(31, 0, B, "k", "v");
        assertThat(commit(B)).as("room is there again").containsExactly("k=v");
    }

    @Test
    void dropsByAgeOfTheRecordsTimestamps() {
        put(1, 1_000, A, "k", "v");
        assembly.dropOlderThan(601_000);
        assertThat(assembly.openCount()).isEqualTo(1);
        assembly.dropOlderThan(601_001);
        assertThat(assembly.openCount()).isZero();
        assertThat(commit(A)).containsExactly("read " + A + " again from 1");
        assertThat(counts.lateCommits.sum()).isEqualTo(1);
    }

    @Test
    void countsAgeFromTheNewestFragment() {
        put(1, 0, A, "k1", "v");
        put(2, 500_000, A, "k2", "v");
        assembly.dropOlderThan(1_000_000);
        assertThat(commit(A)).containsExactly("k1=v", "k2=v");
    }

    @Test
    void bearsWithAMasterWhoseClockIsHoursAhead() {
        assembly.dropOlderThan(36_000_000);
        put(1, 0, A, "k1", "v");
        assembly.dropOlderThan(36_000_000);
        put(3, 10, A, "k2", "v");
        assembly.dropOlderThan(36_000_005);
        assertThat(commit(A)).containsExactly("k1=v", "k2=v");
    }

    @Test
    void aCommitBeforeTheDroppedBatchBelongsToAnEarlierOneWithTheSameId() {
        put(2_000, 0, A, "a1", "1");
        assembly.dropOlderThan(600_001);

        assertThat(commit(A)).as("the commit at offset 1000").isEmpty();
        assertThat(assembly.droppedCount()).isEqualTo(1);
    }

    @Test
    void saysWhenADroppedBatchHadToBeForgotten() {
        assembly = new BatchAssembly(new AssemblyLimits(1, 1 << 20, 600_000), counts);
        for (int i = 0; i <= BatchAssembly.DROPPED_MAX; i++) {
            put(i, 0, new UUID(1, i), "k", "v");
        }
        assertThat(assembly.droppedCount()).isEqualTo(BatchAssembly.DROPPED_MAX);
        assertThat(assembly.hasForgotten()).isFalse();

        put(20_000, 0, A, "k", "v");

        assertThat(assembly.hasForgotten()).isTrue();
        assertThat(assembly.droppedCount()).isEqualTo(BatchAssembly.DROPPED_MAX);
    }

    @Test
    void showsWhatIsOpen() {
        put(7, 5_000, A, "key", "value");
        put(8, 4_000, A, "key", "value");
        assertThat(assembly.openBatches()).containsExactly(new BatchAssembly.Open(A, 7, 5_000, 2, 216));
    }

    private void put(long offset, long timestampMillis, UUID batch, String key, String value) {
        assembly.add(offset, timestampMillis, new WriteOp.Fragment(batch, new WriteOp.Put(bytes(key), bytes(value))));
    }

    private void delete(long offset, long timestampMillis, UUID batch, String key) {
        assembly.add(offset, timestampMillis, new WriteOp.Fragment(batch, new WriteOp.Delete(bytes(key))));
    }

    private List<String> commit(UUID batch) {
        return switch (assembly.commit(1_000, new WriteOp.Commit(batch))) {
            case BatchAssembly.Committed.Whole whole ->
                whole.writes().stream().map(BatchAssemblyTest::shown).toList();
            case BatchAssembly.Committed.Dropped dropped ->
                List.of("read " + dropped.id() + " again from " + dropped.firstOffset());
        };
    }

    private static String shown(WriteOp.KeyWrite write) {
        String key = new String(write.key(), StandardCharsets.UTF_8);
        byte[] value = write.value();
        return value == null ? key + " deleted" : key + "=" + new String(value, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
