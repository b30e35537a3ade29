package dev.drover.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class BrokerContactTest {
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(BrokerContact.class);
    private final BrokerContact contact = new BrokerContact("kafka:9092", "geth", 0);

    @BeforeEach
    void listen() {
        logger.setLevel(Level.INFO);
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void close() {
        logger.detachAppender(lines);
    }

    @Test
    void warnsOnceAfterTenSecondsOfSilenceAndReportsTheReturn() {
        assertThat(contact.note(1, seconds(1))).isTrue();
        assertThat(contact.note(1, seconds(10))).isTrue();
        assertThat(lines.list).isEmpty();

        assertThat(contact.note(1, seconds(11))).isFalse();
        assertThat(contact.note(1, seconds(60))).isFalse();
        assertThat(lines.list).extracting(ILoggingEvent::getLevel).containsExactly(Level.WARN);
        assertThat(lines.list.getFirst().getFormattedMessage())
                .contains("kafka:9092")
                .contains("10 s");

        assertThat(contact.note(2, seconds(61))).isTrue();
        assertThat(lines.list).extracting(ILoggingEvent::getLevel).containsExactly(Level.WARN, Level.INFO);
        assertThat(lines.list.getLast().getFormattedMessage()).contains("60 s");
    }

    @Test
    void anIdleTopicIsNotSilence() {
        for (int second = 1; second < 100; second++) {
            assertThat(contact.note(second, seconds(second))).isTrue();
        }
        assertThat(lines.list).isEmpty();
    }

    @Test
    void aNewClientThatGetsNoAnswerDoesNotCountAsOne() {
        contact.note(5, seconds(1));
        contact.newClient();
        assertThat(contact.note(0, seconds(11))).isFalse();
    }

    private static long seconds(int count) {
        return TimeUnit.SECONDS.toNanos(count);
    }
}
