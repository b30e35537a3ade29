package dev.drover.replay;

import dev.drover.cdc.Recording;
import dev.drover.health.StopSignal;
import dev.drover.kafka.KafkaTopic;
import dev.drover.kafka.Topics;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A substitute for masters: replays a recording into a topic on its own thread, continues where the topic ends, and sends
 * heartbeats after the end of the recording.
 */
public final class ReplayMaster implements AutoCloseable {
    /** Interval between the heartbeats of a master. */
    public static final long HEARTBEAT_MILLIS = 30_000;

    private static final Logger log = LoggerFactory.getLogger(ReplayMaster.class);

    private final Recording recording;
    private final KafkaTopic topic;
    private final Speed speed;
    private final long heartbeatMillis;
    private final StopSignal stop = new StopSignal();
    private final Thread thread = new Thread(this::run, "replay-master");
    private volatile @Nullable RuntimeException failure;

    /** Creates a master, to be started with {@link #start}. */
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

    /**
     * Creates the topic, so that a replica finds it when this returns, and starts the thread. Must be called once.
     *
     * @throws StartupException if the topic cannot be created
     */
    public ReplayMaster start() {
        Topics.createForReplay(topic);
        thread.start();
        return this;
    }

    /** Returns the exception, already logged, that stopped the replay early, or null if there was none. */
    public @Nullable RuntimeException failure() {
        return failure;
    }

    /** Stops the master and returns when its last record is in the topic. */
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
                log.info(
                        "Replayed {} records up to the end of {}; sending heartbeats only from now on",
                        sent,
                        recording);
                replayer.heartbeats(heartbeatMillis);
            }
        } catch (RuntimeException e) {
            failure = e;
            log.error("The replay stopped: {}", e.getMessage());
        }
    }
}
