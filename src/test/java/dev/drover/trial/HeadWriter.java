package dev.drover.trial;

import dev.drover.cdc.RecordedRecord;
import dev.drover.cdc.RecordingReader;
import dev.drover.cdc.WriteOp;
import dev.drover.cdc.WriteOpEncoder;
import dev.drover.chain.Hash;
import dev.drover.kafka.KafkaTopic;
import dev.drover.replay.TopicWriter;
import dev.drover.store.Schema;
import dev.drover.testing.RecordedHeads;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a recording into a topic, one head after the other: all that makes it. Not thread-safe. */
final class HeadWriter implements AutoCloseable {
    private final List<RecordedHeads.Line> heads;
    private int next;
    private final TopicWriter writer;
    private final RecordingReader reader;
    private long offset;

    HeadWriter(String recording, KafkaTopic topic) {
        heads = Needs.heads(recording);
        writer = new TopicWriter(topic, 0);
        reader = Needs.records(recording).open();
    }

    /** What the next head is and changes; null: there is none. */
    RecordedHeads.@Nullable Line next() {
        return next < heads.size() ? heads.get(next++) : null;
    }

    /** How many heads are left. */
    int remaining() {
        return heads.size() - next;
    }

    /** Writes all records up to the one that makes this the head; returns when the broker has them. */
    void write(RecordedHeads.Line head) {
        writeTo(head, head.offset());
    }

    /** Writes what comes before the record that makes this the head: among it what moves the tags of the present one. */
    void writeBefore(RecordedHeads.Line head) {
        writeTo(head, head.offset() - 1);
    }

    /** Names a block safe, as no recorded master does. */
    void writeSafe(Hash hash) {
        WriteOp op = new WriteOp.Put(Schema.LAST_SAFE, hash.toBytes());
        writer.send(System.currentTimeMillis(), null, WriteOpEncoder.encode(op));
        writer.flush();
    }

    private void writeTo(RecordedHeads.Line head, long last) {
        while (offset <= last) {
            RecordedRecord record = reader.next();
            if (record == null) {
                throw new IllegalStateException("the recording ends before offset " + head.offset());
            }
            // As a master does: now, whatever the pace.
            writer.send(System.currentTimeMillis(), record.key(), record.value());
            offset++;
        }
        writer.flush();
    }

    @Override
    public void close() {
        writer.close();
        reader.close();
    }
}
