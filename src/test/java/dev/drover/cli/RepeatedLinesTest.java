package dev.drover.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.spi.FilterReply;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class RepeatedLinesTest {
    private static final String MISSING = "[Consumer clientId=consumer-{}] Received unknown topic or partition error";

    private final AtomicLong now = new AtomicLong(5);
    private final RepeatedLines filter = new RepeatedLines(now::get);
    private final Logger kafka = new LoggerContext().getLogger("org.apache.kafka.clients.consumer.Fetcher");

    RepeatedLinesTest() {
        filter.setLoggers("org.apache.kafka");
    }

    @Test
    void aFloodOfOneLineIsOneLineInTenSeconds() {
        int logged = 0;
        for (int i = 0; i < 280 * 30; i++) {
            logged += logs(kafka, Level.WARN, MISSING, i) ? 1 : 0;
            now.addAndGet(TimeUnit.SECONDS.toNanos(1) / 280);
        }
        assertThat(logged).isEqualTo(3);
    }

    @Test
    void otherLinesAndOtherLoggersAreNotLimited() {
        assertThat(logs(kafka, Level.WARN, MISSING, 1)).isTrue();
        assertThat(logs(kafka, Level.WARN, "Something else about {}", 1)).isTrue();
        Logger drover = new LoggerContext().getLogger("dev.drover.head");
        assertThat(logs(drover, Level.WARN, MISSING, 1)).isTrue();
        assertThat(logs(drover, Level.WARN, MISSING, 1)).isTrue();
    }

    @Test
    void lessThanTheLevelIsNotRemembered() {
        kafka.setLevel(Level.WARN);
        assertThat(filter.decide(null, kafka, Level.DEBUG, MISSING, new Object[] {1}, null))
                .isEqualTo(FilterReply.NEUTRAL);
        assertThat(filter.decide(null, kafka, Level.WARN, null, null, null)).isEqualTo(FilterReply.NEUTRAL);
        assertThat(logs(kafka, Level.WARN, MISSING, 1)).isTrue();
    }

    private boolean logs(Logger logger, Level level, String format, Object argument) {
        return filter.decide(null, logger, level, format, new Object[] {argument}, null) != FilterReply.DENY;
    }
}
