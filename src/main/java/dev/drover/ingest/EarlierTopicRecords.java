package dev.drover.ingest;

import dev.drover.config.KafkaConfig;
import io.vertx.core.Context;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/** Reads earlier records with a consumer of its own, so that the main one keeps its place. For one thread. */
final class EarlierTopicRecords implements EarlierRecords, AutoCloseable {
    private final Context context;
    private final KafkaConfig kafka;
    private final BooleanSupplier stopping;
    private final Runnable beat;
    private @Nullable TopicReader reader;

    /**
     * Opens nothing before the first record is read.
     *
     * @param context the event loop of the consumer's handlers
     * @param stopping asked between polls: true ends the reading with a WakeupException
     * @param beat is called several times a second while records are read or awaited
     */
    EarlierTopicRecords(Context context, KafkaConfig kafka, BooleanSupplier stopping, Runnable beat) {
        this.context = context;
        this.kafka = kafka;
        this.stopping = stopping;
        this.beat = beat;
    }

    @Override
    public boolean read(long first, long last, Visitor visitor) {
        TopicReader reading = reader == null ? new TopicReader(context, kafka, beat) : reader;
        reader = reading;
        if (reading.begin() > first) {
            return false;
        }
        reading.seek(first);
        while (reading.position() <= last) {
            beat.run();
            if (stopping.getAsBoolean()) {
                throw new WakeupException();
            }
            for (ConsumerRecord<byte[], byte[]> one : reading.poll()) {
                if (one.offset() > last || !visitor.take(one.offset(), one.value())) {
                    return true;
                }
            }
        }
        return true;
    }

    @Override
    public void close() {
        TopicReader reading = reader;
        reader = null;
        if (reading != null) {
            reading.close();
        }
    }
}
