package dev.drover.ingest;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Monitors whether the broker answers: warns once after ten seconds of silence, and logs when the broker answers again. Not
 * thread-safe.
 */
final class BrokerContact {
    static final Duration SILENCE = Duration.ofSeconds(10);

    private static final Logger log = LoggerFactory.getLogger(BrokerContact.class);

    private final String broker;
    private final String topic;
    private double answers;
    private long answeredNanos;
    private boolean silent;

    BrokerContact(String broker, String topic, long nowNanos) {
        this.broker = broker;
        this.topic = topic;
        this.answeredNanos = nowNanos;
    }

    /** Must be called when the client is replaced: a new client counts its answers from zero. */
    void newClient() {
        answers = 0;
    }

    /**
     * Records how many answers the current client has received so far.
     *
     * @param answersSoFar the client's counter of answers
     * @return false while the broker is considered silent
     */
    boolean note(double answersSoFar, long nowNanos) {
        if (answersSoFar != answers) {
            if (silent) {
                log.info(
                        "The Kafka broker at {} answers again after {} s, reading topic {} continues",
                        broker,
                        Duration.ofNanos(nowNanos - answeredNanos).toSeconds(),
                        topic);
            }
            answers = answersSoFar;
            answeredNanos = nowNanos;
            silent = false;
        } else if (!silent && nowNanos - answeredNanos >= SILENCE.toNanos()) {
            silent = true;
            log.warn(
                    "No answer from the Kafka broker at {} for {} s: topic {} is not read until it answers. The replica keeps"
                            + " its head; check the broker and the network",
                    broker,
                    SILENCE.toSeconds(),
                    topic);
        }
        return !silent;
    }
}
