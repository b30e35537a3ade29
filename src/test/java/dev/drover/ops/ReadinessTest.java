package dev.drover.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.config.OpsConfig.ReadinessLimits;
import dev.drover.testing.FixedHeads;
import dev.drover.testing.ManualClock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ReadinessTest {
    private static final Duration NO_LIMIT = Duration.ZERO;

    private final FixedHeads heads = new FixedHeads();
    private final AtomicBoolean caughtUp = new AtomicBoolean(true);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final AtomicLong recordTimeMillis = new AtomicLong();
    private final ManualClock clock = new ManualClock(1_000);

    @Test
    void isReadyWhateverTheAgesWithoutLimits() {
        Readiness readiness = within(ReadinessLimits.NONE);
        heads.set(5, 1);
        recordTimeMillis.set(1);
        clock.advance(Duration.ofDays(400));
        assertThat(readiness.reasons()).isEmpty();
        assertThat(readiness.ready()).isTrue();
    }

    @Test
    void isNotReadyBeforeTheFirstHead() {
        assertThat(within(ReadinessLimits.NONE).reasons()).containsExactly("no head yet");
    }

    @Test
    void isNotReadyWhileCatchingUp() {
        heads.set(5, 1_000);
        caughtUp.set(false);
        assertThat(within(ReadinessLimits.NONE).reasons()).containsExactly("still reading up to the topic's end");
    }

    @Test
    void isNotReadyWhenIngestHasStopped() {
        heads.set(5, 1_000);
        failure.set(new IllegalStateException("disk full"));
        assertThat(within(ReadinessLimits.NONE).reasons()).containsExactly("ingest stopped: disk full");
    }

    @Test
    void isNotReadyOnceItStops() {
        heads.set(5, 1_000);
        Readiness readiness = within(ReadinessLimits.NONE);
        readiness.stopping();
        assertThat(readiness.reasons()).containsExactly("shutting down");
    }

    @Test
    void waitsForAYoungHeadOnlyTheFirstTime() {
        Readiness readiness = within(new ReadinessLimits(Duration.ofSeconds(45), NO_LIMIT, NO_LIMIT));
        heads.set(5, 950);
        assertThat(readiness.reasons()).containsExactly("head is 50s old, --replica.startup.age allows 45s");
        heads.set(6, 960);
        assertThat(readiness.ready()).isTrue();
        clock.advance(Duration.ofHours(1));
        assertThat(readiness.ready()).isTrue();
    }

    @Test
    void doesNotTakeAYoungHeadForAStartWhileCatchingUp() {
        Readiness readiness = within(new ReadinessLimits(Duration.ofSeconds(45), NO_LIMIT, NO_LIMIT));
        heads.set(5, 1_000);
        caughtUp.set(false);
        assertThat(readiness.ready()).isFalse();
        clock.advance(Duration.ofMinutes(1));
        caughtUp.set(true);
        assertThat(readiness.ready()).isFalse();
    }

    @Test
    void losesReadinessWhenTheHeadGrowsOld() {
        Readiness readiness = within(new ReadinessLimits(NO_LIMIT, Duration.ofMinutes(4), NO_LIMIT));
        heads.set(5, 1_000);
        clock.advance(Duration.ofMinutes(4));
        assertThat(readiness.ready()).isTrue();
        clock.advance(Duration.ofSeconds(1));
        assertThat(readiness.reasons()).containsExactly("head is 4m1s old, --replica.block.age allows 4m");
        heads.set(6, 1_240);
        assertThat(readiness.ready()).isTrue();
    }

    @Test
    void losesReadinessWhenNoRecordsCome() {
        Readiness readiness = within(new ReadinessLimits(NO_LIMIT, NO_LIMIT, Duration.ofSeconds(62)));
        heads.set(5, 1_000);
        recordTimeMillis.set(1_000_000);
        clock.advance(Duration.ofSeconds(63));
        assertThat(readiness.reasons()).containsExactly("newest record is 1m3s old, --replica.offset.age allows 1m2s");
    }

    private Readiness within(ReadinessLimits limits) {
        return new Readiness(
                limits, heads, new Readiness.Ingesting(caughtUp::get, failure::get, recordTimeMillis::get), clock);
    }
}
