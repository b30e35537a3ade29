package dev.drover.pool.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.config.Config;
import dev.drover.config.Options;
import dev.drover.config.StartupException;
import dev.drover.head.HeadUnavailableException;
import dev.drover.head.ServedHead;
import dev.drover.head.Tags;
import dev.drover.health.Heartbeats;
import dev.drover.testing.InMemoryStore;
import dev.drover.testing.ManualHeads;
import dev.drover.testing.TestBlock;
import dev.drover.testing.TestJvm;
import dev.drover.trial.BrokerMain;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A replica whose broker falls silent before it has joined. */
@Tag("slow")
final class SilentBrokerTest {
    /** The pool opens its topic for much longer than this when nobody answers. */
    private static final long SOON_SECONDS = 8;

    @TempDir
    Path dir;

    @Test
    void requestsAreRefusedInTimeAndItEnds() throws Exception {
        int port = TestJvm.freePort();
        Process broker = TestJvm.start(
                dir.resolve("broker.log"),
                "512m",
                BrokerMain.class,
                List.of(dir.resolve("broker").toString(), String.valueOf(port)));
        try (Pool pool = start(port)) {
            TestJvm.freeze(broker, true);
            TestBlock genesis = TestBlock.genesis("a");
            pool.applied(
                    new ServedHead(ManualHeads.head(genesis.header()), Tags.NONE, new InMemoryStore().view()), null);
            awaitOpening();
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> pool.await()
                                .toCompletionStage()
                                .toCompletableFuture()
                                .get(SOON_SECONDS, TimeUnit.SECONDS))
                        .hasCauseInstanceOf(HeadUnavailableException.class);
            }
            assertThat(pool.refusal()).isNotNull();
        } finally {
            broker.destroyForcibly().onExit().join();
        }
    }

    /** Waits until the topic is being opened: whoever does that is blocked from now on. */
    private static void awaitOpening() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (Thread.getAllStackTraces().values().stream().noneMatch(SilentBrokerTest::asks)) {
            assertThat(System.nanoTime()).as("time is up").isLessThan(end);
            Thread.sleep(5);
        }
    }

    private static boolean asks(StackTraceElement[] stack) {
        for (StackTraceElement each : stack) {
            if (each.getClassName().equals(PoolTopic.class.getName())) {
                return true;
            }
        }
        return false;
    }

    private static Pool start(int port) throws InterruptedException {
        Config config = Options.parse("--kafka.broker=127.0.0.1:" + port, "--kafka.topic=data", "--pool.topic=pool");
        for (int i = 0; ; i++) {
            Pool pool = new Pool(config, new Heartbeats(Duration.ofMinutes(1)), () -> true, change -> {});
            try {
                pool.start();
                return pool;
            } catch (StartupException e) {
                // The broker is not up yet.
                pool.close();
                if (i == 30) {
                    throw e;
                }
                Thread.sleep(500);
            }
        }
    }
}
