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

/** Reads the pool topic: first finds where to start, then passes all records to a listener, on its own thread. */
final class PoolReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration SILENCE_MAX = Duration.ofSeconds(10);
    private static final Duration CLOSE_TIME = Duration.ofSeconds(2);
    private static final Duration END_ANSWER = Duration.ofSeconds(1);
    private static final long END_EVERY_NANOS = 500_000_000L;

    /** Receives what is read. Called on the reader's thread. */
    interface Listener {
        void record(long offset, PoolRecord record, Moment read);

        /** Called when everything has been read that the topic held at {@code asked}. */
        void readToEnd(Moment asked);

        /** Called when reading has failed. The topic may be read again from a state record. */
        void failed(String why);

        /** Called when the topic has lost or replaced records that were read from it. */
        void invalid(String why);
    }

    /** The result of scanning a range of the topic. */
    private record Scan(PoolRecord.@Nullable State newest, boolean anyRecord) {}

    /** The end of the topic when it was asked for. */
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
     * Finds the newest state record, and with it where to start. Blocks.
     *
     * @param writer appends a state record if all records of the topic have expired
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
                        throw new StartupException(unknown.why() + ": set another --pool.topic on all replicas");
                    }
                }
            }
        }
        throw new StartupException("pool topic " + topic.name() + " has no state record");
    }

    /** Reads a range of the topic. Throws StartupException if the broker stops responding. */
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
                throw new StartupException("the broker sends no records of the pool topic from offset " + position);
            }
            position = next;
        }
        return new Scan(newest, any);
    }

    /** Starts to read at {@code offset}, until {@link #close}. */
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
                    listener.record(record.offset(), RecordCodec.decode(record.value()), Clocks.now());
                }
                if (System.nanoTime() - askedNanos >= END_EVERY_NANOS) {
                    askedNanos = System.nanoTime();
                    end = askEnd(end);
                }
                // The end as it was when asked for: in a busy pool, there may always be a newer record.
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
            // The session ends, and the pool starts another with a new reader.
            FatalErrors.exitIfFatal(e);
            if (!stopped) {
                listener.failed(e instanceof KafkaException ? String.valueOf(e.getMessage()) : e.toString());
            }
        } finally {
            closeConsumer();
        }
    }

    /** Handles the absence of the next record: it has expired, or the topic never had it. */
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
            listener.failed("offset " + wanted + " has expired, the topic starts at " + begin);
        } else {
            listener.invalid("the topic ends before offset " + wanted
                    + ", up to which it was read: it has lost records or was created again");
        }
    }

    /** Returns the next records once they may be used; null if the topic has been replaced or this reader is closed. */
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

    /**
     * Returns whether the topic is still the one that was opened, as far as is known. If not, notifies the listener.
     */
    private boolean isSame(Listener listener) {
        String difference = watch.difference();
        if (difference != null) {
            listener.invalid(difference);
            return false;
        }
        watch.tick(consumer.position(partition), consumer.currentLag(partition).orElse(-1));
        return true;
    }

    /**
     * Waits until it is certain that the polled records are from the topic that was opened. Returns false if they are
     * not, or if this reader is closed.
     */
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

    /**
     * Asks for the end of the topic, unless the last one asked for has not been reached yet. Returns null if the broker
     * does not answer.
     */
    private @Nullable End askEnd(@Nullable End before) {
        if (before != null) {
            return before;
        }
        Moment asked = Clocks.now();
        try {
            return new End(
                    asked,
                    Objects.requireNonNull(
                            consumer.endOffsets(List.of(partition), END_ANSWER).get(partition)));
        } catch (TimeoutException e) {
            // The broker is unavailable, so the end is unknown.
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
