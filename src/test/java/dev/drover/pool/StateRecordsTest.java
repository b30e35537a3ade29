package dev.drover.pool;

import static dev.drover.pool.PoolRecords.head;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** States of pools of any size, in records of a bounded size. */
final class StateRecordsTest {
    @Test
    void aSmallStateIsOneRecordThatEveryVersionReads() {
        assertThat(StateRecords.of("a", 9, view(64, "name")))
                .containsExactly(new PoolRecord.State("a", 9, view(64, "name")));
    }

    @Test
    void aLargeOneIsSplitAndPutTogetherInAnyOrder() {
        for (int size : new int[] {200, View.MEMBERS_MAX}) {
            View view = view(size, "n".repeat(RecordCodec.TEXT_MAX));
            List<PoolRecord> parts = read(StateRecords.of("a", 9, view));
            assertThat(parts).hasSizeGreaterThan(1);
            Collections.shuffle(parts, new Random(size));
            PoolRecord last = parts.removeLast();

            StateRecords collector = new StateRecords();
            parts.forEach(part -> assertThat(collector.add(part)).isNull());
            // What is repeated completes nothing.
            assertThat(collector.add(parts.getFirst())).isNull();
            assertThat(collector.add(last)).isEqualTo(new PoolRecord.State("a", 9, view));
        }
    }

    @Test
    void partsOfDifferentStatesAreNotMixed() {
        List<PoolRecord> first = StateRecords.parts(new PoolRecord.State("a", 9, view(4, "x")), 2);
        List<PoolRecord> later = StateRecords.parts(new PoolRecord.State("a", 12, view(4, "x")), 2);
        List<PoolRecord> others = StateRecords.parts(new PoolRecord.State("b", 9, view(4, "x")), 2);
        StateRecords collector = new StateRecords();

        assertThat(collector.add(first.getFirst())).isNull();
        assertThat(collector.add(later.getLast())).isNull();
        assertThat(collector.add(others.getLast())).isNull();
        assertThat(collector.add(first.getLast())).isNotNull();
    }

    @Test
    void anOldVersionMakesNothingOfAPart() {
        PoolRecord part = StateRecords.parts(new PoolRecord.State("a", 9, view(4, "x")), 2)
                .getFirst();
        String json = new String(RecordCodec.encode(part), java.nio.charset.StandardCharsets.UTF_8);

        assertThat(json).startsWith("{\"v\":1,\"k\":\"part\",\"by\":\"a\",\"upto\":9,\"from\":0,\"of\":4,\"view\":{");
        assertThat(PoolRecords.apply(view(2, "x"), 20, part))
                .isEqualTo(new Transition(view(2, "x"), RecordEffect.STATE, ReleaseKind.NONE));
    }

    private static List<PoolRecord> read(List<PoolRecord> records) {
        List<PoolRecord> read = new ArrayList<>();
        records.forEach(record -> read.add(RecordCodec.decode(RecordCodec.encode(record))));
        assertThat(read).isEqualTo(records);
        return read;
    }

    private static View view(int size, String name) {
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            members.add(new Member("session-" + i, name, "drover/1", 2_000, i, 1, i, head(5), head(5)));
        }
        return new View(PoolRecords.DATA, 5, head(5), 3, members);
    }
}
