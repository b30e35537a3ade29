package dev.drover.trial;

import dev.drover.cli.KafkaTopic;
import dev.drover.testing.RecordedHeads;
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
        try (HeadWriter writer = new HeadWriter(recording, topic)) {
            for (RecordedHeads.Line head = writer.next(); head != null && !stop.get(); head = writer.next()) {
                writer.write(head);
                int written = heads.incrementAndGet();
                // The first blocks only warm the replicas up.
                Thread.sleep(written < 20 ? 20 : headMillis);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
