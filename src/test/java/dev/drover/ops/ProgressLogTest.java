package dev.drover.ops;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.drover.chain.Head;
import dev.drover.head.HeadChange;
import dev.drover.testing.FixedHeads;
import dev.drover.testing.ManualClock;
import dev.drover.testing.TestBlock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class ProgressLogTest {
    private final FixedHeads heads = new FixedHeads();
    private final AtomicBoolean caughtUp = new AtomicBoolean();
    private final AtomicLong offset = new AtomicLong(-1);
    private final AtomicLong end = new AtomicLong(100_000);
    private final AtomicLong recordTimeMillis = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final ManualClock clock = new ManualClock(1_000);
    private final Logger logger = (Logger) LoggerFactory.getLogger("Replica");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final ProgressLog progress = new ProgressLog(
            heads,
            new ProgressLog.Position(caughtUp::get, offset::get, end::get, recordTimeMillis::get, bytes::get),
            clock);

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void unlisten() {
        logger.detachAppender(lines);
    }

    @Test
    void tellsRateAndTimeLeftWhileCatchingUp() {
        pass(Duration.ofSeconds(7));
        assertThat(lines()).isEmpty();
        offset.set(19_999);
        bytes.set(8_000_000);
        pass(Duration.ofSeconds(1));
        assertThat(lines())
                .containsExactly("Catching up offset=19999 end=100000 records/s=2500 MB/s=1.0 eta=32s num=none");
        pass(Duration.ofSeconds(8));
        assertThat(lines()).hasSize(2).last().asString().contains("records/s=0", "eta=unknown");
    }

    @Test
    void tellsWhereItStandsEveryHalfMinuteOnceItFollows() {
        heads.set(7, 988);
        offset.set(99_999);
        recordTimeMillis.set(998_500);
        caughtUp.set(true);
        pass(Duration.ofSeconds(1));
        assertThat(lines())
                .containsExactly("Replica Sync num=7 hash=0x" + "0".repeat(63)
                        + "7 blockAge=13s offset=99999 offsetAge=2s lag=0");
        pass(Duration.ofSeconds(29));
        assertThat(lines()).hasSize(1);
        pass(Duration.ofSeconds(1));
        assertThat(lines()).hasSize(2);
    }

    @Test
    void saysThatTheLagIsUnknownWhileTheBrokerIsSilent() {
        end.set(-1);
        pass(Duration.ofSeconds(8));
        assertThat(lines()).last().asString().contains("end=unknown", "eta=unknown");
        caughtUp.set(true);
        pass(Duration.ofSeconds(1));
        assertThat(lines()).last().asString().endsWith("lag=unknown");
    }

    @Test
    void tellsOfNewHeadsOnlyOnceItFollows() {
        Head head = heads.set(7, 1_000);
        HeadChange change =
                new HeadChange(head, List.of(), List.of(TestBlock.genesis("a").header()));
        progress.head(change);
        assertThat(lines()).isEmpty();
        caughtUp.set(true);
        pass(Duration.ofSeconds(1));
        progress.head(change);
        // This one moves only a tag.
        progress.head(new HeadChange(head, List.of(), List.of()));
        assertThat(lines())
                .hasSize(2)
                .last()
                .asString()
                .startsWith("New head num=7 hash=0x")
                .endsWith("blockAge=1s");
    }

    private void pass(Duration time) {
        for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(ProgressLog.TICK)) {
            clock.advance(ProgressLog.TICK);
            progress.tick();
        }
    }

    private List<String> lines() {
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}
