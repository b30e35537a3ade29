package dev.drover.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.testing.ForkedJava;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FatalErrorsTest {
    @TempDir
    Path dir;

    @ParameterizedTest
    @ValueSource(strings = {"owner", "loop", "foreign"})
    void runningOutOfMemoryEndsTheProcess(String thread) throws Exception {
        ForkedJava.Ended ended = ForkedJava.run(dir, Hungry.class, thread);
        assertThat(ended.exitCode()).as(ended.output()).isEqualTo(FatalErrors.EXIT_CODE);
        assertThat(ended.output()).contains("Out of memory.");
    }

    @Test
    void findsTheLackOfMemoryBehindOtherFailures() {
        assertThat(FatalErrors.isFatal(new IllegalStateException(new OutOfMemoryError())))
                .isTrue();
        assertThat(FatalErrors.isFatal(new StackOverflowError())).isFalse();
        Exception circle = new IllegalStateException();
        circle.initCause(new IllegalArgumentException(circle));
        assertThat(FatalErrors.isFatal(circle)).isFalse();
    }

    /** Runs out of memory on one kind of thread, and would live on for ever otherwise. */
    static final class Hungry {
        public static void main(String[] args) throws InterruptedException {
            FatalErrors.exitOnUncaught();
            Heartbeats heartbeats = new Heartbeats(Duration.ZERO);
            switch (args[0]) {
                case "owner" -> heartbeats.thread("owner", heartbeat -> eat()).start();
                case "loop" -> {
                    Vertx vertx = Vertx.vertx();
                    EventLoops.watch(vertx, heartbeats);
                    vertx.runOnContext(ignored -> eat());
                }
                default -> Thread.ofPlatform().start(Hungry::eat);
            }
            new CountDownLatch(1).await();
        }

        private static void eat() {
            List<byte[]> eaten = new ArrayList<>();
            while (eaten.size() < 1_000) {
                eaten.add(new byte[64 << 20]);
            }
        }
    }
}
