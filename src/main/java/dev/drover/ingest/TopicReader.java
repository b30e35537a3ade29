package dev.drover.ingest;

import dev.drover.config.KafkaConfig;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.kafka.client.consumer.KafkaReadStream;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the data topic's only partition through a Vert.x Kafka stream, at the caller's pace: the stream is paused while a batch
 * of records waits for {@link #poll}, and fetches the next batch while the caller writes the previous one. All methods except
 * {@link #wakeup} must be called on one thread, which must not be an event loop. {@link #poll} throws {@link WakeupException}
 * after a wakeup; other exceptions of Kafka are passed on unchanged.
 */
final class TopicReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration ANSWER = Duration.ofSeconds(30);
    /** A stream that has not polled for this long, although it is not paused, has lost its thread. */
    private static final Duration STUCK = Duration.ofSeconds(60);

    private sealed interface Arrival {
        record Batch(ConsumerRecords<byte[], byte[]> records, TopicConsumer.Polled polled) implements Arrival {}

        record Failure(Throwable cause) implements Arrival {}

        record Wakeup() implements Arrival {}
    }

    private final TopicPartition partition;
    private final TopicConsumer consumer;
    private final Context context;
    private final Runnable beat;
    private final KafkaReadStream<byte[], byte[]> stream;
    // Room for one batch, one wakeup and a few failures. Of many failures in a row, only the first ones matter.
    private final BlockingQueue<Arrival> arrivals = new ArrayBlockingQueue<>(8);
    private long waitingSinceNanos;
    private TopicConsumer.@Nullable Polled taken;

    /**
     * Opens a stream. Nothing is read before {@link #seek}.
     *
     * @param context the event loop of the stream's handlers
     * @param beat called every 250 ms while a method other than {@link #poll} waits for Kafka
     */
    TopicReader(Context context, KafkaConfig kafka, Runnable beat) {
        this.context = context;
        this.beat = beat;
        partition = new TopicPartition(kafka.topic().topic(), 0);
        // Created on this thread rather than the event loop, because the constructor may wait for a name server.
        consumer = new TopicConsumer(DataTopic.consumerSettings(kafka), partition);
        try {
            stream = await(onContext());
            await(stream.assign(Set.of(partition)));
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    private Future<KafkaReadStream<byte[], byte[]>> onContext() {
        Promise<KafkaReadStream<byte[], byte[]>> created = Promise.promise();
        context.runOnContext(ignored -> {
            KafkaReadStream<byte[], byte[]> reading = KafkaReadStream.create(context.owner(), consumer);
            reading.pollTimeout(POLL);
            reading.exceptionHandler(cause -> arrivals.offer(new Arrival.Failure(cause)));
            created.complete(reading);
        });
        return created.future();
    }

    /** Returns the offset of the oldest record that the topic holds. */
    long begin() {
        return await(stream.beginningOffsets(partition));
    }

    /** Starts reading at an offset. A further call discards a batch that has not been polled. */
    void seek(long offset) {
        stream.pause();
        await(stream.seek(partition, offset));
        arrivals.clear();
        taken = consumer.startingAt(offset);
        waitingSinceNanos = System.nanoTime();
        // Set last, because setting the handler starts the polling, which needs the position.
        stream.batchHandler(this::arrived);
        stream.resume();
    }

    /** Accepts a batch on the event loop. The stream polls again only after {@link #poll} has returned the batch. */
    private void arrived(ConsumerRecords<byte[], byte[]> records) {
        stream.pause();
        // The queue is full only after failures, which make the caller start again from its position.
        arrivals.offer(new Arrival.Batch(records, Objects.requireNonNull(consumer.polled())));
    }

    /**
     * Returns the next records, or none if none arrive within 250 ms.
     *
     * @throws IngestStoppedException if the topic does not hold the next offset
     */
    ConsumerRecords<byte[], byte[]> poll() {
        switch (next()) {
            case Arrival.Batch batch -> {
                taken = batch.polled;
                waitingSinceNanos = System.nanoTime();
                stream.resume();
                return batch.records;
            }
            case Arrival.Failure failure -> throw explained(failure.cause);
            case Arrival.Wakeup ignored -> throw new WakeupException();
            case null -> {
                noteIdle();
                return ConsumerRecords.empty();
            }
        }
    }

    private @Nullable Arrival next() {
        try {
            return arrivals.poll(POLL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** Handles an empty poll. It may advance the position, too, past a transaction marker. */
    private void noteIdle() {
        TopicConsumer.Polled last = consumer.polled();
        if (last != null && taken != null && last.batches() == taken.batches()) {
            taken = last;
        }
        long polledNanos = last == null ? waitingSinceNanos : Math.max(waitingSinceNanos, last.nanos());
        if (System.nanoTime() - polledNanos >= STUCK.toNanos()) {
            throw new KafkaException("the Kafka consumer of topic " + partition.topic() + " has not polled for "
                    + STUCK.toSeconds() + " s");
        }
    }

    private RuntimeException explained(Throwable cause) {
        if (cause instanceof OffsetOutOfRangeException e) {
            long next = e.offsetOutOfRangePartitions().getOrDefault(partition, -1L);
            return new IngestStoppedException(
                    "topic " + partition.topic() + " does not hold offset " + next
                            + ", the next to read: its retention has deleted records that this replica had not read, or its"
                            + " end was lost. Restart the replica: it compares the topic with its datadir and says what to do",
                    e);
        }
        return cause instanceof RuntimeException e ? e : new KafkaException(cause);
    }

    /** Returns the offset after the last record that was returned. */
    long position() {
        return taken == null ? 0 : taken.position();
    }

    /** Returns how many records follow the position as last reported, or empty if unknown. */
    OptionalLong lag() {
        return taken == null ? OptionalLong.empty() : taken.lag();
    }

    /** Returns how often the broker has answered a fetch, with records or without. */
    double answers() {
        return consumer.answers();
    }

    /** Makes the current or next {@link #poll} throw {@link WakeupException}. Any thread. */
    void wakeup() {
        arrivals.offer(new Arrival.Wakeup());
    }

    @Override
    public void close() {
        stream.pause();
        await(stream.close());
    }

    private <T> T await(Future<T> future) {
        CompletableFuture<T> answer = future.toCompletionStage().toCompletableFuture();
        long startedNanos = System.nanoTime();
        while (true) {
            try {
                return answer.get(POLL.toMillis(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException cause ? cause : new KafkaException(e.getCause());
            } catch (TimeoutException e) {
                if (System.nanoTime() - startedNanos >= ANSWER.toNanos()) {
                    throw new org.apache.kafka.common.errors.TimeoutException(
                            "the Kafka consumer did not answer within " + ANSWER.toSeconds() + " s", e);
                }
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            }
            beat.run();
        }
    }
}
