package dev.drover.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class SetbackTest {
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final long LATER = Setback.TOLERATED.toNanos();

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(Setback.class);
    private final Setback setback = new Setback();

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void close() {
        logger.detachAppender(lines);
    }

    @Test
    void theStackTraceOfARepeatedFailureIsLoggedOnce() {
        for (int i = 0; i < 5; i++) {
            setback.failed(new StackOverflowError(), 7, PAUSE, i);
        }
        assertThat(lines.list).hasSize(5);
        assertThat(traces()).isEqualTo(1);

        setback.failed(new StackOverflowError(), 8, PAUSE, 5);
        setback.failed(new IllegalStateException("other"), 8, PAUSE, 6);
        assertThat(traces()).isEqualTo(3);
    }

    @Test
    void aFailureThatLastsIsReportedUntilARecordBeyondItIsWritten() {
        setback.failed(new IllegalStateException("first"), 7, PAUSE, 0);
        assertThat(setback.lasting(LATER - 1)).isNull();

        assertThat(setback.passed(7)).as("only what was read before").isFalse();
        setback.failed(new IllegalStateException("second"), 3, PAUSE, LATER - 1);
        assertThat(setback.lasting(LATER)).contains("second");

        assertThat(setback.passed(7)).isFalse();
        assertThat(setback.passed(8)).isTrue();
        assertThat(setback.lasting(LATER)).isNull();
        assertThat(setback.passed(9)).as("nothing to recover from").isFalse();
    }

    @Test
    void aBrokerThatAnswersWithNothingToReadEndsAFailure() {
        setback.failed(new IllegalStateException("a poll"), 7, PAUSE, 0);
        assertThat(setback.caughtUp(7)).isTrue();
        assertThat(setback.lasting(LATER)).isNull();
        assertThat(setback.caughtUp(7)).isFalse();
    }

    private long traces() {
        return lines.list.stream()
                .filter(line -> line.getThrowableProxy() != null)
                .count();
    }
}
