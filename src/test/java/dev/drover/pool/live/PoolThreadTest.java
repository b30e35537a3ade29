package dev.drover.pool.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.health.Heartbeats;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class PoolThreadTest {
    private static final long PATIENCE_SECONDS = 30;

    private final Heartbeats heartbeats = new Heartbeats(Duration.ZERO);
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean tickFails = new AtomicBoolean();
    private final PoolThread thread = new PoolThread(heartbeats, this::tick, failures::add);

    @AfterEach
    void stop() {
        thread.stop();
        thread.join(PATIENCE_SECONDS);
        assertThat(thread.isAlive()).isFalse();
        assertThat(heartbeats.problems()).isEmpty();
    }

    @Test
    void outlivesEventsThatFail() throws Exception {
        thread.start();
        thread.add(() -> {
            throw new AssertionError("an error");
        });
        thread.add(() -> {
            throw new IllegalStateException("an exception");
        });
        awaitNextEvent();
        assertThat(failures).extracting(Throwable::getMessage).containsExactly("an error", "an exception");
    }

    @Test
    void failsWhatWaitsForAnEventThatFails() throws Exception {
        Promise<Void> waiting = Promise.promise();
        thread.start();
        thread.add(waiting, () -> {
            throw new AssertionError("an error");
        });
        awaitNextEvent();
        assertThat(waiting.future().cause()).hasMessage("an error");
        assertThat(failures).hasSize(1);
    }

    @Test
    void outlivesTicksThatFail() throws Exception {
        tickFails.set(true);
        thread.start();
        while (failures.size() < 2) {
            Thread.sleep(1);
        }
        tickFails.set(false);
        awaitNextEvent();
    }

    private void awaitNextEvent() throws InterruptedException {
        CountDownLatch ran = new CountDownLatch(1);
        thread.add(ran::countDown);
        assertThat(ran.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    private void tick() {
        if (tickFails.get()) {
            throw new StackOverflowError("a tick");
        }
    }
}
