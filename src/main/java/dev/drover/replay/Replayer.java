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
 * Replays a recording into a topic with its original timestamps, at the recorded pace or faster. It continues where the topic
 * ends; records that are already in the topic must be those of the recording. After that it may act as an idle master that
 * sends heartbeats.
 *
 * <p>Not thread-safe, but {@link StopSignal#request} stops it from any thread.
 */
public final class Replayer {
    private static final int BULK_LINGER_MILLIS = 5;

    private final Recording recording;
    private final KafkaTopic topic;
    private final Speed speed;
    private final StopSignal stop;
    // The clock of the recording: its highest timestamp so far. Single timestamps may fall, because producers' clocks
    // differ.
    private long clockMillis = Long.MIN_VALUE;

    /** Creates a replayer that stops when {@code stop} is requested. */
    public Replayer(Recording recording, KafkaTopic topic, Speed speed, StopSignal stop) {
        this.recording = recording;
        this.topic = topic;
        this.speed = speed;
        this.stop = stop;
    }

    /**
     * Creates the topic if it does not exist, and replays the records that it lacks.
     *
     * @return number of records sent; some are left if a stop was requested
     */
    public long replay() {
        // Open the file first: a wrong file name must not create a topic.
        try (RecordingReader reader = recording.open()) {
            Topics.createForReplay(topic);
            skip(reader, presentRecords());
            return send(reader);
        }
    }

    /** Sends a heartbeat per interval, stamped by the clock of the recording, until a stop is requested. */
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
                    + ", so a recording cannot be continued in it: choose a new --kafka.topic");
        }
        return range.end();
    }

    /** Skips the records that the topic already has. The last of them must be the same in both. */
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
            // Heartbeats of an earlier run may follow the last record of the recording.
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
            throw new StartupException("topic " + topic.name() + " contains other records than " + recording
                    + " (they differ at offset " + present.offset() + "): choose a new --kafka.topic");
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
