package dev.drover.ingest;

import dev.drover.chain.BlockId;
import dev.drover.chain.Head;
import dev.drover.config.KafkaConfig;
import dev.drover.health.FatalErrors;
import dev.drover.kafka.TopicWatch;
import io.vertx.core.Context;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop of ingest's thread: polls the data topic, writes what came, and does it again. After a failure that may heal it
 * drops the consumer and everything in memory, waits, and goes on from the stored position.
 */
final class IngestLoop {
    private static final Logger log = LoggerFactory.getLogger(IngestLoop.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final Context context;
    private final KafkaConfig kafka;
    private final IngestStats stats;
    private final Ingest.Sink sink;
    private final BiFunction<Ingest.Sink, EarlierRecords, Ingest> reopen;
    private final Runnable beat;
    private final TopicWatch watch;
    private final EarlierTopicRecords earlier;
    private final BrokerContact contact;
    private final Setback setback = new Setback();
    private final RecordChecks checks = new RecordChecks();
    private final CountDownLatch stopping = new CountDownLatch(1);

    // Of ingest's thread.
    private @Nullable Ingest ingest;
    private @Nullable Head servedHead;
    private @Nullable BlockId servedFinalized;
    private Duration pause = FIRST_PAUSE;

    private volatile @Nullable TopicReader reader;
    private volatile boolean caughtUp;
    private volatile @Nullable Throwable stopped;

    /**
     * Prepares the loop and serves the head that the store remembers.
     *
     * @param context the event loop of the Kafka stream's handlers
     * @param watch tells whether the topic is still the one that the store follows; closed when the loop ends
     * @param topicEnd the offset after the topic's last record
     * @param reopen makes an ingest that continues at the stored position; called again after a failure
     * @param beat is called at least every second or so, also while the loop waits for Kafka
     */
    IngestLoop(
            Context context,
            KafkaConfig kafka,
            TopicWatch watch,
            long topicEnd,
            IngestStats stats,
            Ingest.Sink sink,
            BiFunction<Ingest.Sink, EarlierRecords, Ingest> reopen,
            Runnable beat) {
        this.context = context;
        this.kafka = kafka;
        this.watch = watch;
        this.stats = stats;
        this.sink = sink;
        this.reopen = reopen;
        this.beat = beat;
        this.earlier = new EarlierTopicRecords(context, kafka, this::isStopping, beat);
        this.contact = new BrokerContact(kafka.broker(), kafka.topic().topic(), System.nanoTime());
        Ingest opened = open();
        this.ingest = opened;
        this.caughtUp = opened.nextOffset() >= topicEnd;
    }

    boolean caughtUp() {
        return caughtUp;
    }

    /** Returns what stopped ingest for good, or what it has been failing with for a while; null if all is well. Any thread. */
    @Nullable Throwable failure() {
        Throwable cause = stopped;
        String lasting = setback.lasting(System.nanoTime());
        return cause == null && lasting != null
                ? new IngestStoppedException("keeps failing and trying again: " + lasting)
                : cause;
    }

    /** Reads until {@link #stop}, or until something happens that cannot heal. Nothing is thrown. */
    void run() {
        try (watch;
                checks) {
            boolean running = true;
            while (running && !isStopping()) {
                running = readUntilFailure();
            }
        }
    }

    /** Returns whether to try again. */
    private boolean readUntilFailure() {
        try {
            read();
            return true;
        } catch (Throwable e) {
            FatalErrors.exitIfFatal(e);
            if (isStopping()) {
                return false;
            }
            if (Failure.of(e) == Failure.STOP) {
                giveUp(e);
                return false;
            }
            retryLater(e);
            return true;
        }
    }

    /** Makes {@link #run} return soon. Any thread. */
    void stop() {
        stopping.countDown();
        TopicReader reading = reader;
        if (reading != null) {
            reading.wakeup();
        }
    }

    private void read() {
        Ingest target = ingest == null ? open() : ingest;
        ingest = target;
        try (TopicReader reading = new TopicReader(context, kafka, beat)) {
            reader = reading;
            contact.newClient();
            reading.seek(target.nextOffset());
            long previousPollNanos = System.nanoTime();
            while (!isStopping()) {
                beat.run();
                checkTopic(target);
                ConsumerRecords<byte[], byte[]> records = poll(reading, target);
                long polledNanos = System.nanoTime();
                if (records.isEmpty()) {
                    noteIdle(reading);
                } else if (awaitCheck(target, previousPollNanos)) {
                    write(records, target);
                    resetPause(setback.passed(stats.offset()));
                }
                previousPollNanos = polledNanos;
                noteEnd(reading);
            }
        } finally {
            reader = null;
            earlier.close();
        }
    }

    private ConsumerRecords<byte[], byte[]> poll(TopicReader reading, Ingest target) {
        try {
            return reading.poll();
        } catch (IngestStoppedException e) {
            // A topic that was deleted and created again lacks the next offset, too: name the real cause.
            awaitCheck(target, System.nanoTime());
            throw e;
        }
    }

    /** Waits until it is sure that what was polled is of the topic that the store follows; false if the loop is to end. */
    private boolean awaitCheck(Ingest target, long previousPollNanos) {
        checkTopic(target);
        while (!watch.confirms(previousPollNanos)) {
            if (isStopping()) {
                return false;
            }
            beat.run();
            watch.await();
            checkTopic(target);
        }
        return true;
    }

    private void checkTopic(Ingest target) {
        String difference = watch.difference();
        if (difference != null) {
            throw new IngestStoppedException(difference
                    + ". Use another --datadir for another topic; if records in doubt were already read, do not serve this one:"
                    + " begin with an empty --datadir and a snapshot");
        }
        watch.tick(target.nextOffset(), stats.lagRecords().orElse(-1));
    }

    private void write(ConsumerRecords<byte[], byte[]> records, Ingest target) {
        checks.inOrder(records, target::accept);
        target.flush();
    }

    /** Notes how far the topic goes beyond what was read, as far as the broker says. */
    private void noteEnd(TopicReader reading) {
        OptionalLong lag = reading.lag();
        long endBefore = stats.endOffset();
        if (!contact.note(reading.answers(), System.nanoTime()) || lag.isEmpty()) {
            stats.endUnknown();
            return;
        }
        // Not the position: a transaction's marker at the end is no record that is still to be read.
        stats.endSeen(stats.offset() + 1 + lag.getAsLong());
        if (!caughtUp && endBefore >= 0 && reading.position() >= endBefore) {
            caughtUp = true;
            log.info("Caught up with topic {} at offset {}", kafka.topic().topic(), stats.offset());
        }
    }

    private Ingest open() {
        Ingest.Sink remembering = (served, change) -> {
            Head head = served.head();
            BlockId finalized = served.finalized();
            sink.head(served, change);
            servedHead = head;
            servedFinalized = finalized;
        };
        Ingest opened = reopen.apply(remembering, earlier);
        if (!Objects.equals(opened.head(), servedHead) || !Objects.equals(opened.finalized(), servedFinalized)) {
            opened.serveRemembered();
        }
        return opened;
    }

    /** A consumer knows its lag once the broker has answered it: on an idle topic no record shows that reading works again. */
    private void noteIdle(TopicReader reading) {
        if (reading.lag().equals(OptionalLong.of(0))) {
            resetPause(setback.caughtUp(stats.offset()));
        }
    }

    private void resetPause(boolean recovered) {
        if (recovered) {
            pause = FIRST_PAUSE;
        }
    }

    private void giveUp(Throwable cause) {
        stopped = cause;
        stats.endUnknown();
        log.error("Ingest stopped, the replica is not ready any more: {}", cause.getMessage(), cause);
    }

    private void retryLater(Throwable cause) {
        ingest = null;
        stats.endUnknown();
        setback.failed(cause, stats.offset(), pause, System.nanoTime());
        await(pause);
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
    }

    private void await(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        try {
            while (System.nanoTime() < end && !stopping.await(FIRST_PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                beat.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isStopping() {
        return stopping.getCount() == 0 || Thread.currentThread().isInterrupted();
    }
}
