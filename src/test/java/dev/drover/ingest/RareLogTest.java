package dev.drover.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class RareLogTest {
    private static final long MINUTE = 60_000_000_000L;

    private final Logger logger = (Logger) LoggerFactory.getLogger(RareLogTest.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final AtomicLong now = new AtomicLong(5);
    private final RareLog log = new RareLog(logger, "odd records", now::get);

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
        logger.setAdditive(false);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(lines);
    }

    @Test
    void aFloodIsAFewLinesAndACount() {
        for (int i = 0; i < 1_000; i++) {
            log.warn("record {}", i);
        }
        assertThat(lines.list).hasSize(10);
        assertThat(lines.list.getFirst().getFormattedMessage()).isEqualTo("record 0");

        now.addAndGet(MINUTE);
        log.report();
        assertThat(lines.list).hasSize(11);
        assertThat(lines.list.getLast().getFormattedMessage())
                .isEqualTo("990 more odd records in the last minute were counted but not logged");
    }

    @Test
    void theNextMinuteHasLinesOfItsOwn() {
        for (int i = 0; i < 11; i++) {
            log.warn("record {}", i);
        }
        now.addAndGet(MINUTE);
        log.warn("late");

        assertThat(lines.list).hasSize(12);
        assertThat(lines.list.getLast().getFormattedMessage()).isEqualTo("late");
    }

    @Test
    void aFewWarningsAreAllLoggedAndNoCountFollows() {
        log.warn("one");
        now.addAndGet(MINUTE);
        log.report();
        assertThat(lines.list).hasSize(1);
    }
}
