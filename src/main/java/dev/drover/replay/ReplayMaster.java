package dev.drover.replay;

import dev.drover.cdc.Recording;
import dev.drover.health.StopSignal;
import dev.drover.kafka.KafkaTopic;
import dev.drover.kafka.Topics;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands in for the masters where there are none: replays a recording into a topic on a thread of its own, goes on where the
 * topic ends, and sends heartbeats when the recording is at its end.
 */
public final class ReplayMaster implements AutoCloseable {
    /** Interval of a master's heartbeats. */
    public static final long HEARTBEAT_MILLIS = 30_000;

    private static final Logger log = LoggerFactory.getLogger(ReplayMaster.class);

    private final Recording recording;
    private final KafkaTopic topic;
    private final Speed speed;
    private final long heartbeatMillis;
    private final StopSignal stop = new StopSignal();
    private final Thread thread = new Thread(this::run, "replay-master");
    private volatile @Nullable RuntimeException failure;

    /** A master that has not begun yet. */
    public ReplayMaster(Recording recording, KafkaTopic topic, Speed speed) {
        this(recording, topic, speed, HEARTBEAT_MILLIS);
    }

    /** Like the other constructor, with another interval between heartbeats. */
    public ReplayMaster(Recording recording, KafkaTopic topic, Speed speed, long heartbeatMillis) {
        this.recording = recording;
        this.topic = topic;
        this.speed = speed;
        this.heartbeatMillis = heartbeatMillis;
    }

    /** Begins, once. Makes the topic first, in the caller's thread, so that a replica finds it; throws if it cannot. */
    public ReplayMaster start() {
        Topics.createForReplay(topic);
        thread.start();
        return this;
    }

    /** What ended it before its time; null if nothing did. It is logged too. */
    public @Nullable RuntimeException failure() {
        return failure;
    }

    /** Stops it; returns when its last record is in the topic. */
    @Override
    public void close() {
        stop.request();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            Replayer replayer = new Replayer(recording, topic, speed, stop);
            log.info("Replaying {} into topic {} at {}", recording, topic.name(), speed);
            long sent = replayer.replay();
            if (!stop.isRequested()) {
                log.info("Replayed {} records to the end of {}; only heartbeats from now on", sent, recording);
                replayer.heartbeats(heartbeatMillis);
            }
        } catch (RuntimeException e) {
            failure = e;
            log.error("The replaying master stopped: {}", e.getMessage());
        }
    }
}
