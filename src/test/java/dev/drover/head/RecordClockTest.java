package dev.drover.head;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class RecordClockTest {
    private static final long HOUR = 3_600_000;
    private static final long START = 1_700_000_000_000L;

    private RecordClock clock = new RecordClock(Long.MIN_VALUE, List.of());
    private long offset;

    @Test
    void followsASingleSource() {
        read(START);
        read(START + 12_000);
        read(START + 11_000);
        read(START + 30_000);

        assertThat(passed()).isEqualTo(30_000);
        assertThat(clock.jumps()).isZero();
    }

    @Test
    void aSingleTimestampAheadMovesItByOneStepAndDoesNotStopIt() {
        read(START);
        read(START + HOUR);
        assertThat(passed()).isEqualTo(30_000);

        read(START + 60_000);

        assertThat(passed()).isEqualTo(60_000);
        assertThat(clock.jumps()).isEqualTo(1);
    }

    @Test
    void aWholeBatchOfAMasterThatIsAheadMovesItByOneStep() {
        read(START);
        for (int fragment = 0; fragment < 1_000; fragment++) {
            read(START + HOUR + fragment);
            read(START + fragment);
        }

        assertThat(passed()).isBetween(30_000L, 31_000L);
        assertThat(clock.jumps()).isEqualTo(1);
    }

    @Test
    void advancesAtThePaceOfTimeWhicheverSourceWrites() {
        read(START);
        read(START + HOUR);
        long before = passed();
        for (int second = 1; second <= 100; second++) {
            read(START + HOUR + second * 1_000L);
            read(START + second * 1_000L);
        }
        assertThat(passed() - before).isEqualTo(100_000);

        for (int second = 101; second <= 200; second++) {
            read(START + HOUR + second * 1_000L);
        }
        assertThat(passed() - before).isEqualTo(200_000);

        for (int second = 201; second <= 300; second++) {
            read(START + second * 1_000L);
        }
        // The sources are a step apart on this clock, and the one behind has to make up for it.
        assertThat(passed() - before).isEqualTo(270_000);
    }

    @Test
    void goesOnAtOnceAfterAnHourWithoutRecords() {
        read(START);
        read(START + HOUR);
        read(START + HOUR + 20_000);
        read(START + HOUR + 40_000);
        assertThat(passed()).isEqualTo(70_000);

        // And then a wrong timestamp stops it no longer than at any other time.
        read(START + 3 * HOUR);
        read(START + HOUR + 100_000);
        assertThat(passed()).isEqualTo(130_000);
    }

    @Test
    void aWrongFirstTimestampDoesNotStopIt() {
        read(START + HOUR);
        read(START);
        read(START + 20_000);

        assertThat(clock.millis()).isEqualTo(START + HOUR + 20_000);
        assertThat(clock.jumps()).isZero();
    }

    @Test
    void heartbeatsThatAreLateAreNoJumps() {
        read(START);
        for (int beat = 1; beat <= 10_000; beat++) {
            read(START + beat * 30_004L);
        }

        assertThat(passed()).isEqualTo(10_000 * 30_000L);
        assertThat(clock.jumps()).isZero();
        assertThat(clock.leadsMillis()).hasSize(1);
    }

    @Test
    void remembersOnlyAFewSources() {
        read(START);
        for (int source = 1; source <= 100; source++) {
            read(START + source * HOUR);
        }

        assertThat(clock.leadsMillis()).hasSizeLessThan(20);
    }

    @Test
    void anExtremeTimestampIsASourceLikeAnyOther() {
        read(START);
        read(Long.MAX_VALUE);
        read(-1);
        read(START + 60_000);

        assertThat(passed()).isEqualTo(60_000);
    }

    @Test
    void aRestartChangesNothing() {
        RecordClock steady = new RecordClock(Long.MIN_VALUE, List.of());
        long[] timestamps = {START, START + HOUR, START + 5_000, START + HOUR + 10_000, START + 50_000, START + 7 * HOUR
        };
        for (long timestamp : timestamps) {
            steady.advance(offset, timestamp);
            read(timestamp);
            clock = new RecordClock(clock.millis(), clock.leadsMillis());
            assertThat(clock.millis()).isEqualTo(steady.millis());
        }
    }

    private void read(long timestampMillis) {
        clock.advance(offset++, timestampMillis);
    }

    private long passed() {
        return clock.millis() - START;
    }
}
