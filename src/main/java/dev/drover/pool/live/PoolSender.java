package dev.drover.pool.live;

import dev.drover.config.KafkaConfig;
import dev.drover.pool.PoolRecord;
import dev.drover.pool.RecordCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Appends records to the pool topic. A record may be lost: the protocol repeats what matters. */
final class PoolSender implements AutoCloseable {
    /** Short, because the pool's thread must not wait for an unavailable broker. */
    private static final int SEND_BLOCK_MILLIS = 20;

    private static final int DELIVERY_MILLIS_MIN = 200;
    private static final Duration CLOSE_TIME = Duration.ofSeconds(2);
    private static final Logger log = LoggerFactory.getLogger(PoolSender.class);

    private final PoolTopic topic;
    private final PoolStats stats;
    private final KafkaProducer<byte[], byte[]> producer;

    /** Connects. Blocks for {@value #SEND_BLOCK_MILLIS} ms at most. */
    PoolSender(KafkaConfig kafka, PoolTopic topic, int leaseMillis, PoolStats stats) {
        this.topic = topic;
        this.stats = stats;
        producer = topic.producer(kafka, Math.max(DELIVERY_MILLIS_MIN, leaseMillis), SEND_BLOCK_MILLIS);
        try {
            // Fetched now so that the first record need not wait for it.
            producer.partitionsFor(topic.name());
        } catch (KafkaException e) {
            log.debug("The producer has no metadata of its topic yet", e);
        }
    }

    /** Sends a record. A failure is counted only. */
    void append(PoolRecord record) {
        byte[] key = record.session().getBytes(StandardCharsets.UTF_8);
        try {
            var unused = producer.send(
                    new ProducerRecord<>(topic.name(), 0, key, RecordCodec.encode(record)), (sent, failure) -> {
                        if (failure != null) {
                            stats.sendFailures.increment();
                        }
                    });
        } catch (KafkaException e) {
            stats.sendFailures.increment();
        }
    }

    /** Blocks until all records have been acknowledged or have failed: about a lease at most. */
    void flush() {
        producer.flush();
    }

    @Override
    public void close() {
        producer.close(CLOSE_TIME);
    }
}
