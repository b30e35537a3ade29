package dev.drover.evm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class InterruptTest {
    @Test
    void stopsAnAbandonedExecution() {
        AtomicBoolean gone = new AtomicBoolean();
        Interrupt interrupt = Interrupt.after(TimeUnit.HOURS.toNanos(1), gone::get);
        checkOften(interrupt);
        assertThat(interrupt.isCancelled()).isFalse();

        gone.set(true);
        assertThat(interrupt.isCancelled()).isTrue();
        assertThatThrownBy(() -> checkOften(interrupt)).isInstanceOf(CancelledException.class);
    }

    private static void checkOften(Interrupt interrupt) {
        for (int i = 0; i < 5_000; i++) {
            interrupt.check();
        }
    }
}
