package dev.drover.pool.live;

import dev.drover.chain.Hash;
import dev.drover.config.Config;
import dev.drover.config.KafkaConfig;
import dev.drover.config.StartupException;
import dev.drover.head.ServedHead;
import dev.drover.health.FatalErrors;
import dev.drover.health.Heartbeats;
import dev.drover.pool.PoolStart;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens and closes the pool topic on its own thread. Both may block on an unresponsive broker, while the pool's thread
 * must refuse waiting requests in time.
 */
final class PoolOpener implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PoolOpener.class);
    private static final int STOP_SECONDS = 5;
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final String name;
    private final KafkaConfig kafka;
    private final Config config;
    private final Heartbeats heartbeats;
    private final PoolStats stats;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("drover-pool-opener").daemon().factory());

    private volatile @Nullable PoolTopic known;
    private volatile boolean busy;
    private volatile long pausedNanos = System.nanoTime() - RETRY_NANOS;
    private volatile String refusedBefore = "";

    /** An open pool topic: the clients, and where to start reading. */
    record Opened(PoolTopic topic, String data, PoolReader reader, PoolSender sender, PoolStart.ReadFrom start)
            implements AutoCloseable {
        @Override
        public void close() {
            reader.close();
            sender.close();
        }
    }

    /** @param name the pool topic */
    PoolOpener(String name, Config config, Heartbeats heartbeats, PoolStats stats) {
        this.name = name;
        this.config = config;
        this.kafka = config.kafka();
        this.heartbeats = heartbeats;
        this.stats = stats;
    }

    /** Creates the topic if there is none. Blocks; throws StartupException if the topic cannot be used. */
    void start() {
        known = PoolTopic.open(kafka, name, () -> {});
    }

    /**
     * Opens the topic and finds where to start, unless that is in progress or failed less than a second ago. Returns
     * immediately.
     *
     * @param head a head of the chain, which the caller retains until this method returns
     * @param done receives the result on the opener's thread; nothing else is opened before {@link #taken} is called
     */
    void open(ServedHead head, Consumer<Opened> done) {
        if (busy || System.nanoTime() - pausedNanos < RETRY_NANOS) {
            return;
        }
        busy = true;
        try {
            Hash genesis = DataBinding.genesis(head);
            submit(() -> attempt(genesis, done));
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    private void attempt(Hash genesis, Consumer<Opened> done) {
        try {
            PoolTopic topic = known == null ? PoolTopic.open(kafka, name, () -> {}) : known;
            known = null;
            Opened opened = open(topic, genesis);
            log.info("Reading pool topic {} ({} records)", name, topic.end() - topic.begin());
            refusedBefore = "";
            done.accept(opened);
        } catch (RuntimeException | Error e) {
            FatalErrors.exitIfFatal(e);
            failed(e);
        }
    }

    private void failed(Throwable e) {
        String why = e instanceof StartupException ? String.valueOf(e.getMessage()) : e.toString();
        if (!why.equals(refusedBefore)) {
            refusedBefore = why;
            log.warn("Cannot read pool topic {}; retrying every second: {}", name, why);
        }
        pause();
        busy = false;
    }

    /** Notes that the result of {@link #open} has been taken over, so that another may be opened. */
    void taken() {
        busy = false;
    }

    /** Delays the next {@link #open} by a second. */
    void pause() {
        pausedNanos = System.nanoTime();
    }

    private Opened open(PoolTopic topic, Hash genesis) {
        String data = DataBinding.of(kafka, config.head(), genesis);
        PoolReader reader = new PoolReader(kafka, topic, heartbeats);
        PoolSender sender = new PoolSender(kafka, topic, config.pool().times().leaseMillis(), stats);
        try {
            PoolStart.ReadFrom start = reader.findStart(topic, UUID.randomUUID().toString(), sender::append);
            return new Opened(topic, data, reader, sender, start);
        } catch (RuntimeException e) {
            reader.close();
            sender.close();
            throw e;
        }
    }

    /** Closes the clients of an open topic. Returns immediately. */
    void closeLater(Opened opened) {
        submit(opened::close);
    }

    private void submit(Runnable task) {
        try {
            thread.execute(task);
        } catch (RejectedExecutionException e) {
            log.debug("The pool is closed", e);
        }
    }

    /** Finishes the tasks that were submitted, or interrupts them after a few seconds. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
