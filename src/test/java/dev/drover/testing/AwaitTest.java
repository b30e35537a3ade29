package dev.drover.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class AwaitTest {
    @Test
    void returnsOnceTheConditionHolds() {
        AtomicInteger checks = new AtomicInteger();
        Await.until("the third check", () -> checks.incrementAndGet() == 3);
        assertThat(checks).hasValue(3);
    }

    @Test
    void failsWithTheConditionAfterTheLimit() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> Await.until("pigs fly", Duration.ZERO, () -> false))
                .withMessage("timed out after 0 s waiting until pigs fly");
    }
}
