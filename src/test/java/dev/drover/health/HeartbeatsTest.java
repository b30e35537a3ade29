package dev.drover.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class HeartbeatsTest {
    private final AtomicLong nanos = new AtomicLong();
    private final Heartbeats heartbeats = new Heartbeats(Duration.ofSeconds(60), nanos::get);

    @Test
    void namesTheThreadThatIsSilentForTooLong() {
        Heartbeat reader = heartbeats.register("reader");
        heartbeats.register("writer");
        pass(50);
        reader.beat();
        assertThat(heartbeats.problems()).isEmpty();
        pass(20);
        assertThat(heartbeats.problems()).containsExactly("thread writer has made no progress for 1m10s");
    }

    @Test
    void noticesThatASilentThreadGoesOn() {
        Heartbeat writer = heartbeats.register("writer");
        pass(61);
        assertThat(heartbeats.problems()).hasSize(1);
        writer.beat();
        assertThat(heartbeats.problems()).isEmpty();
    }

    @Test
    void watchesNobodyWhoHasStoppedInOrder() throws Exception {
        Thread thread = heartbeats.thread("reader", Heartbeat::beat);
        thread.start();
        thread.join();
        Thread interrupted = heartbeats.thread("writer", heartbeat -> {
            throw new InterruptedException();
        });
        interrupted.start();
        interrupted.join();
        pass(61);
        assertThat(heartbeats.problems()).isEmpty();
    }

    @Test
    void namesTheThreadThatAFailureHasEnded() throws Exception {
        Thread thread = heartbeats.thread("reader", heartbeat -> {
            throw new AssertionError("broken");
        });
        thread.start();
        thread.join();
        assertThat(heartbeats.problems()).containsExactly("thread reader has ended: java.lang.AssertionError: broken");
    }

    @Test
    void watchesTheThreadThatTakesTheNameOfAnEndedOne() {
        Heartbeat before = heartbeats.register("reader");
        before.failed(new IllegalStateException());
        heartbeats.register("reader");
        before.close();
        assertThat(heartbeats.problems()).isEmpty();
        pass(61);
        assertThat(heartbeats.problems()).hasSize(1);
    }

    @Test
    void neverMissesABeatWithoutALimit() {
        Heartbeats unlimited = new Heartbeats(Duration.ZERO, nanos::get);
        unlimited.register("reader");
        pass(1_000_000);
        assertThat(unlimited.problems()).isEmpty();
    }

    @Test
    void noticesAnEventLoopThatIsBlocked() throws Exception {
        Heartbeats real = new Heartbeats(Duration.ofMillis(1_500));
        Vertx vertx = Vertx.vertx();
        CountDownLatch over = new CountDownLatch(1);
        EventLoops loops = EventLoops.watch(vertx, real);
        try {
            awaitProblems(real, 0);
            vertx.runOnContext(blocks -> {
                try {
                    over.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            assertThat(awaitProblems(real, 1).getFirst()).contains("thread event-loop-");
            over.countDown();
            awaitProblems(real, 0);
        } finally {
            over.countDown();
            loops.close();
            vertx.close().await(10, TimeUnit.SECONDS);
        }
    }

    private static List<String> awaitProblems(Heartbeats heartbeats, int count) throws InterruptedException {
        while (true) {
            List<String> problems = heartbeats.problems();
            if (problems.size() == count) {
                return problems;
            }
            Thread.sleep(10);
        }
    }

    private void pass(long seconds) {
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    }
}
