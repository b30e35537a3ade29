package dev.drover.trial;

import dev.drover.cdc.RecordedRecord;
import dev.drover.cdc.Recording;
import dev.drover.cdc.RecordingReader;
import dev.drover.cli.KafkaTopic;
import dev.drover.cli.TopicWriter;
import dev.drover.testing.RecordedHeads;
import dev.drover.testing.Shared;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Writes a recording into a topic head by head: all that makes a head, then a pause. */
final class Master implements Runnable {
    private final String recording;
    private final KafkaTopic topic;
    private final long headMillis;
    private final AtomicBoolean stop;
    private final AtomicInteger heads = new AtomicInteger();

    Master(String recording, KafkaTopic topic, long headMillis, AtomicBoolean stop) {
        this.recording = recording;
        this.topic = topic;
        this.headMillis = headMillis;
        this.stop = stop;
    }

    /** How many heads it has written. */
    int heads() {
        return heads.get();
    }

    @Override
    public void run() {
        List<RecordedHeads.Line> lines = RecordedHeads.read(Shared.path("recordings/" + recording + ".heads.jsonl"));
        Recording file = Recording.at(Shared.path("recordings/" + recording + ".topic.jsonl.gz"));
        try (TopicWriter writer = new TopicWriter(topic, 0);
                RecordingReader reader = file.open()) {
            long offset = 0;
            for (RecordedHeads.Line line : lines) {
                while (offset <= line.offset()) {
                    RecordedRecord record = reader.next();
                    if (record == null) {
                        return;
                    }
                    // As a master does: now, whatever the pace.
                    writer.send(System.currentTimeMillis(), record.key(), record.value());
                    offset++;
                }
                writer.flush();
                int written = heads.incrementAndGet();
                // The first blocks only warm the replicas up.
                Thread.sleep(written < 20 ? 20 : headMillis);
                if (stop.get()) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
