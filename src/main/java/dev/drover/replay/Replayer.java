package dev.drover.replay;

import dev.drover.cdc.RecordedRecord;
import dev.drover.cdc.Recording;
import dev.drover.cdc.RecordingReader;
import dev.drover.cdc.WriteOp;
import dev.drover.cdc.WriteOpEncoder;
import dev.drover.config.StartupException;
import dev.drover.health.StopSignal;
import dev.drover.kafka.KafkaTopic;
import dev.drover.kafka.Topics;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Puts a recording into a topic, record by record, timestamps kept, at the pace of the timestamps or faster. It goes on where
 * the topic ends: the records that are there already must be those of the recording. Then it may play the part of a master
 * that has nothing to do but live.
 *
 * <p>For one thread; {@link StopSignal#request} stops it from any other.
 */
public final class Replayer {
    private static final int BULK_LINGER_MILLIS = 5;

    private final Recording recording;
    private final KafkaTopic topic;
    private final Speed speed;
    private final StopSignal stop;
    // The recording's clock: the highest timestamp so far. Producers' clocks differ, single timestamps fall.
    private long clockMillis = Long.MIN_VALUE;

    /** Creates a replayer that stops when {@code stop} is requested. */
    public Replayer(Recording recording, KafkaTopic topic, Speed speed, StopSignal stop) {
        this.recording = recording;
        this.topic = topic;
        this.speed = speed;
        this.stop = stop;
    }

    /**
     * Makes the topic if it is absent and replays what it lacks.
     *
     * @return number of records sent; fewer than were lacking if the stop was asked for
     */
    public long replay() {
        // The file first: a name that is wrong must not leave a topic behind.
        try (RecordingReader reader = recording.open()) {
            Topics.createForReplay(topic);
            skip(reader, presentRecords());
            return send(reader);
        }
    }

    /** Sends a heartbeat each interval, stamped with the recording's clock that goes on, until the stop is asked for. */
    public void heartbeats(long intervalMillis) {
        long start = System.nanoTime();
        try (TopicWriter writer = new TopicWriter(topic, 0)) {
            while (!stop.await(TimeUnit.MILLISECONDS.toNanos(intervalMillis))) {
                long elapsedMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
                writer.send(clockMillis + elapsedMillis, null, WriteOpEncoder.encode(new WriteOp.Heartbeat()));
                writer.flush();
            }
        }
    }

    private long presentRecords() {
        Topics.Range range = Topics.range(topic);
        if (range.begin() > 0) {
            throw new StartupException("topic " + topic.name() + " begins at offset " + range.begin()
                    + ", so a recording cannot be continued in it: name a new --kafka.topic");
        }
        return range.end();
    }

    /** Passes over the records that the topic has; the last of them must be the same in both. */
    private void skip(RecordingReader reader, long present) {
        RecordedRecord last = null;
        for (long n = 0; n < present; n++) {
            RecordedRecord record = reader.next();
            if (record == null) {
                break;
            }
            last = record;
            clockMillis = Math.max(clockMillis, record.timestampMillis());
        }
        if (last != null) {
            checkSame(last, topicRecord(Math.min(present, reader.line()) - 1));
            // Heartbeats of an earlier run may stand after the recording's last record.
            clockMillis = Math.max(clockMillis, topicRecord(present - 1).timestampMillis());
        }
    }

    private RecordedRecord topicRecord(long offset) {
        try (TopicReader reader = new TopicReader(topic, offset)) {
            return reader.next();
        }
    }

    private void checkSame(RecordedRecord recorded, RecordedRecord present) {
        if (recorded.timestampMillis() != present.timestampMillis()
                || !Arrays.equals(recorded.value(), present.value())) {
            throw new StartupException("topic " + topic.name() + " holds other records than " + recording
                    + " (they differ at offset " + present.offset() + "): name a new --kafka.topic");
        }
    }

    private long send(RecordingReader reader) {
        try (TopicWriter writer = new TopicWriter(topic, speed.isPaced() ? 0 : BULK_LINGER_MILLIS)) {
            long sent = send(reader, writer);
            writer.flush();
            return sent;
        }
    }

    private long send(RecordingReader reader, TopicWriter writer) {
        long start = System.nanoTime();
        long sent = 0;
        long firstMillis = 0;
        for (@Nullable RecordedRecord record = reader.next(); record != null; record = reader.next()) {
            clockMillis = Math.max(clockMillis, record.timestampMillis());
            firstMillis = sent == 0 ? clockMillis : firstMillis;
            long due = start + speed.nanos(clockMillis - firstMillis);
            if (stop.await(due - System.nanoTime())) {
                break;
            }
            writer.send(record);
            sent++;
        }
        return sent;
    }
}
