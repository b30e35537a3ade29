package dev.drover.pool.live;

import dev.drover.config.KafkaConfig;
import dev.drover.health.Heartbeat;
import dev.drover.health.Heartbeats;
import dev.drover.kafka.KafkaTopic;
import dev.drover.kafka.TopicTail;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Small notes between the replicas of a pool about other things than the head, in a topic of their own. Notes may be
 * lost, late or duplicated; nothing waits for them.
 */
public final class PoolNotes implements AutoCloseable {
    /** The suffix that makes the notes' topic name from the pool topic's. */
    public static final String SUFFIX = "-notes";

    private static final int DELIVERY_MILLIS = 2_000;
    private static final int WAITING_MAX = 10_000;
    private static final int STOP_SECONDS = 2;

    private final KafkaConfig kafka;
    private final Heartbeats heartbeats;
    private final String topic;
    private final Duration past;
    private final LongAdder told = new LongAdder();
    private final LongAdder heard = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private final ThreadPoolExecutor sender;
    private volatile @Nullable KafkaProducer<byte[], byte[]> producer;
    private @Nullable TopicTail tail;

    /**
     * Creates the notes of a pool. Nothing is read or sent before {@link #start}.
     *
     * @param poolTopic the name of the pool topic
     * @param heartbeats watch the reader's thread
     * @param past the maximum age of notes that are read after the start
     */
    public PoolNotes(String poolTopic, KafkaConfig kafka, Heartbeats heartbeats, Duration past) {
        this.heartbeats = heartbeats;
        this.kafka = kafka;
        this.topic = poolTopic + SUFFIX;
        this.past = past;
        this.sender = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING_MAX),
                Thread.ofPlatform().name("drover-pool-notes").daemon().factory(),
                (note, executor) -> lost.increment());
    }

    /** Opens the topic as soon as a broker is available, and creates it if there is none. Returns immediately. */
    public void start(Consumer<byte[]> listener) {
        tail = new TopicTail(
                heartbeats,
                "drover-pool-notes-reader",
                KafkaTopic.of(kafka, topic, "--pool.topic"),
                past,
                this::open,
                note -> {
                    heard.increment();
                    listener.accept(note);
                });
    }

    /** Sends a note to all replicas of the pool, including this one. Any thread; does not block. */
    public void tell(byte[] note) {
        sender.execute(() -> send(note));
    }

    /** Returns the number of notes handed to Kafka. */
    public long told() {
        return told.sum();
    }

    /** Returns the number of notes read, including those of this replica. */
    public long heard() {
        return heard.sum();
    }

    /** Returns the number of notes that this replica could not send. */
    public long lost() {
        return lost.sum();
    }

    private void open(Heartbeat heartbeat) {
        PoolTopic opened = PoolTopic.open(kafka, topic, heartbeat::beat);
        if (producer == null) {
            producer = opened.producer(kafka, DELIVERY_MILLIS, DELIVERY_MILLIS);
        }
    }

    private void send(byte[] note) {
        KafkaProducer<byte[], byte[]> to = producer;
        if (to == null) {
            lost.increment();
            return;
        }
        try {
            var sent = to.send(new ProducerRecord<>(topic, note), (record, failure) -> {
                if (failure != null) {
                    lost.increment();
                }
            });
            Objects.requireNonNull(sent);
            told.increment();
        } catch (RuntimeException e) {
            lost.increment();
        }
    }

    /** Stops sending and reading. Blocks for a few seconds at most. */
    @Override
    public void close() {
        sender.shutdown();
        if (tail != null) {
            tail.close();
        }
        try {
            if (!sender.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                sender.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        KafkaProducer<byte[], byte[]> open = producer;
        if (open != null) {
            open.close(Duration.ofSeconds(STOP_SECONDS));
        }
    }
}
