package dev.drover.pool.live;

import dev.drover.config.KafkaConfig;
import dev.drover.config.StartupException;
import dev.drover.health.FatalErrors;
import dev.drover.health.Heartbeat;
import dev.drover.health.Heartbeats;
import dev.drover.kafka.TopicWatch;
import dev.drover.pool.Moment;
import dev.drover.pool.PoolRecord;
import dev.drover.pool.PoolStart;
import dev.drover.pool.RecordCodec;
import dev.drover.pool.StateRecords;
import dev.drover.pool.View;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/** Reads the pool topic on a thread of its own: first where to begin, then record after record. */
final class PoolReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration SILENCE_MAX = Duration.ofSeconds(10);
    private static final Duration CLOSE_TIME = Duration.ofSeconds(2);
    private static final Duration END_ANSWER = Duration.ofSeconds(1);
    private static final long END_EVERY_NANOS = 500_000_000L;

    /** Where what is read goes; called on the reader's thread. */
    interface Listener {
        void record(long offset, PoolRecord record, Moment read);

        /** Everything was read that the topic held at that moment. */
        void readToEnd(Moment asked);

        /** The topic can no longer be read from here; another reading may begin. */
        void failed(String why);

        /** The topic has lost records that were read from it. */
        void invalid(String why);
    }

    /** What a range of the topic holds. */
    private record Scan(PoolRecord.@Nullable State newest, boolean anyRecord) {}

    /** What the topic held at a moment. */
    private record End(Moment asked, long offset) {}

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final TopicPartition partition;
    private final Heartbeats heartbeats;
    private final TopicWatch watch;
    private long polledNanos = System.nanoTime();
    private volatile boolean stopped;
    private @Nullable Thread thread;

    PoolReader(KafkaConfig kafka, PoolTopic topic, Heartbeats heartbeats) {
        this.heartbeats = heartbeats;
        consumer = topic.consumer(kafka);
        partition = topic.partition();
        watch = new TopicWatch(kafka.broker(), kafka.client(), topic.name(), topic.id());
    }

    /**
     * Finds the newest record that tells the whole state, and with it where to begin. Blocks.
     *
     * @param writer appends a record that tells it where none does: the topic was emptied by its retention
     */
    PoolStart.ReadFrom findStart(PoolTopic topic, String by, Consumer<PoolRecord> writer) {
        long end = topic.end();
        long begin = topic.begin();
        for (long depth : PoolStart.SCANS) {
            long from = depth > end ? begin : Math.max(begin, end - depth);
            Scan scan = scan(from, end);
            boolean nothing = from == begin && !scan.anyRecord();
            PoolStart start = PoolStart.decide(scan.newest(), nothing, begin, end, by);
            switch (start) {
                case PoolStart.ReadFrom found -> {
                    return found;
                }
                case PoolStart.WriteState write -> {
                    writer.accept(write.state());
                    return new PoolStart.ReadFrom(View.EMPTY, end);
                }
                case PoolStart.Unknown unknown -> {
                    if (from == begin) {
                        throw new StartupException(unknown.why() + ": name another --pool.topic for all replicas");
                    }
                }
            }
        }
        throw new StartupException("pool topic " + topic.name() + " tells no state");
    }

    /** Reads a range of the topic. Throws StartupException if the broker falls silent. */
    private Scan scan(long from, long end) {
        PoolRecord.State newest = null;
        boolean any = false;
        StateRecords states = new StateRecords();
        consumer.seek(partition, from);
        long position = from;
        long movedNanos = System.nanoTime();
        while (position < end) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                PoolRecord.State state = record.offset() < end ? states.add(RecordCodec.decode(record.value())) : null;
                newest = state == null ? newest : state;
                any = true;
            }
            long next = consumer.position(partition, SILENCE_MAX);
            if (next > position) {
                movedNanos = System.nanoTime();
            } else if (System.nanoTime() - movedNanos > SILENCE_MAX.toNanos()) {
                throw new StartupException(
                        "the broker sends nothing of the pool topic from offset " + position + " on");
            }
            position = next;
        }
        return new Scan(newest, any);
    }

    /** Reads from {@code offset} on, until {@link #close}. */
    void start(long offset, Listener listener) {
        consumer.seek(partition, offset);
        Thread created = heartbeats.thread("drover-pool-reader", heartbeat -> run(heartbeat, listener));
        thread = created;
        created.start();
    }

    private void run(Heartbeat heartbeat, Listener listener) {
        try {
            long askedNanos = System.nanoTime() - END_EVERY_NANOS;
            End end = null;
            while (!stopped) {
                ConsumerRecords<byte[], byte[]> polled = poll(heartbeat, listener);
                if (polled == null) {
                    return;
                }
                for (ConsumerRecord<byte[], byte[]> record : polled) {
                    listener.record(record.offset(), RecordCodec.decode(record.value()), Pool.now());
                }
                if (System.nanoTime() - askedNanos >= END_EVERY_NANOS) {
                    askedNanos = System.nanoTime();
                    end = askEnd(end);
                }
                // In a busy pool there is a newer record by the time the answer is here: what counts is the end as it
                // was.
                if (end != null && consumer.position(partition) >= end.offset()) {
                    listener.readToEnd(end.asked());
                    end = null;
                }
            }
        } catch (WakeupException | InterruptException e) {
            // Closed.
        } catch (OffsetOutOfRangeException e) {
            outOfRange(e, listener);
        } catch (RuntimeException | Error e) {
            // The session ends, and the pool begins another with a reader of its own.
            FatalErrors.exitIfFatal(e);
            if (!stopped) {
                listener.failed(e instanceof KafkaException ? String.valueOf(e.getMessage()) : e.toString());
            }
        } finally {
            closeConsumer();
        }
    }

    /** The topic does not have the next record: it is too old to be kept, or has never been there. */
    private void outOfRange(OffsetOutOfRangeException e, Listener listener) {
        long wanted = e.offsetOutOfRangePartitions().getOrDefault(partition, -1L);
        long begin;
        try {
            begin = Objects.requireNonNull(
                    consumer.beginningOffsets(List.of(partition), SILENCE_MAX).get(partition));
        } catch (KafkaException unknown) {
            listener.failed("offset " + wanted + " is out of range");
            return;
        }
        if (wanted < begin) {
            listener.failed("offset " + wanted + " is no longer kept, the topic begins at " + begin);
        } else {
            listener.invalid("the topic ends before offset " + wanted
                    + ", up to which it was read: it has lost records or was created again");
        }
    }

    /** Returns the next records once they may be used; null if the topic is another one, or this is closed. */
    private @Nullable ConsumerRecords<byte[], byte[]> poll(Heartbeat heartbeat, Listener listener) {
        heartbeat.beat();
        if (!isSame(listener)) {
            return null;
        }
        long previousPollNanos = polledNanos;
        ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
        polledNanos = System.nanoTime();
        return polled.isEmpty() || awaitCheck(heartbeat, listener, previousPollNanos) ? polled : null;
    }

    /** Returns whether the topic is still the one that reading began with, as far as is known; if not, the listener is told. */
    private boolean isSame(Listener listener) {
        String difference = watch.difference();
        if (difference != null) {
            listener.invalid(difference);
            return false;
        }
        watch.tick(consumer.position(partition), consumer.currentLag(partition).orElse(-1));
        return true;
    }

    /** Waits until it is sure that what was polled is of the same topic; false if it is not, or this is closed. */
    private boolean awaitCheck(Heartbeat heartbeat, Listener listener, long previousPollNanos) {
        while (!watch.confirms(previousPollNanos)) {
            heartbeat.beat();
            watch.await();
            if (stopped || !isSame(listener)) {
                return false;
            }
        }
        return true;
    }

    private void closeConsumer() {
        watch.close();
        consumer.close(CloseOptions.timeout(CLOSE_TIME));
    }

    /** The topic's end now; the one asked for before if the broker does not say, or that one is not reached yet. */
    private @Nullable End askEnd(@Nullable End before) {
        if (before != null) {
            return before;
        }
        Moment asked = Pool.now();
        try {
            return new End(
                    asked,
                    Objects.requireNonNull(
                            consumer.endOffsets(List.of(partition), END_ANSWER).get(partition)));
        } catch (TimeoutException e) {
            // The broker is away: nothing is known of the end.
            return null;
        }
    }

    @Override
    public void close() {
        stopped = true;
        Thread running = thread;
        if (running == null) {
            closeConsumer();
            return;
        }
        consumer.wakeup();
        try {
            running.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
