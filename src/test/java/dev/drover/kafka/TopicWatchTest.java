package dev.drover.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class TopicWatchTest {
    private final TopicWatch.Absence absence = new TopicWatch.Absence();

    @Test
    void aTopicIsGoneOnceItHasBeenMissingForThirtySeconds() {
        assertThat(missingAt(100)).isFalse();
        assertThat(missingAt(130)).isFalse();
        assertThat(missingAt(131)).isTrue();
    }

    @Test
    void anOutageBeforeTheFirstSuchAnswerDoesNotCount() {
        assertThat(otherAt(100)).isFalse();
        assertThat(missingAt(600)).isFalse();
        assertThat(missingAt(629)).isFalse();
    }

    @Test
    void anyOtherAnswerBeginsTheCountAgain() {
        missingAt(100);
        assertThat(otherAt(120)).isFalse();
        assertThat(missingAt(131)).isFalse();
        assertThat(missingAt(161)).isFalse();
        assertThat(missingAt(162)).isTrue();
    }

    private boolean missingAt(long second) {
        return absence.lasts(true, TimeUnit.SECONDS.toNanos(second));
    }

    private boolean otherAt(long second) {
        return absence.lasts(false, TimeUnit.SECONDS.toNanos(second));
    }
}
