package dev.drover.trial;

import dev.drover.cdc.RecordedRecord;
import dev.drover.cdc.Recording;
import dev.drover.cdc.RecordingReader;
import dev.drover.cli.KafkaTopic;
import dev.drover.cli.TopicWriter;
import dev.drover.testing.RecordedHeads;
import dev.drover.testing.Shared;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Writes a recording into a topic, one head after the other: all that makes it. Not thread-safe. */
final class HeadWriter implements AutoCloseable {
    private final Iterator<RecordedHeads.Line> lines;
    private final TopicWriter writer;
    private final RecordingReader reader;
    private long offset;

    HeadWriter(String recording, KafkaTopic topic) {
        lines = RecordedHeads.read(Shared.path("recordings/" + recording + ".heads.jsonl"))
                .iterator();
        writer = new TopicWriter(topic, 0);
        reader = Recording.at(Shared.path("recordings/" + recording + ".topic.jsonl.gz"))
                .open();
    }

    /** What the next head is and changes; null: there is none. */
    RecordedHeads.@Nullable Line next() {
        return lines.hasNext() ? lines.next() : null;
    }

    /** Writes all records up to the one that makes this the head; returns when the broker has them. */
    void write(RecordedHeads.Line head) {
        while (offset <= head.offset()) {
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
