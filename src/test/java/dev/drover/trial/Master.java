package dev.drover.trial;

import dev.drover.chain.Hash;
import dev.drover.kafka.KafkaTopic;
import dev.drover.testing.RecordedHeads;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Writes a recording into a topic head by head: all that makes a head, then a pause, in which it writes what moves the head's
 * tags. It names a block safe that is a few below the head.
 */
final class Master implements Runnable {
    private final String recording;
    private final KafkaTopic topic;
    private final long headMillis;
    private final AtomicBoolean stop;
    private static final int SAFE_BELOW = 3;

    private final TagOrder tags;
    private final Deque<Hash> branch = new ArrayDeque<>();
    private final Random random = new Random(1);
    private final AtomicInteger heads = new AtomicInteger();

    Master(String recording, KafkaTopic topic, long headMillis, TagOrder tags, AtomicBoolean stop) {
        this.recording = recording;
        this.topic = topic;
        this.headMillis = headMillis;
        this.tags = tags;
        this.stop = stop;
    }

    /** How many heads it has written. */
    int heads() {
        return heads.get();
    }

    @Override
    public void run() {
        try (HeadWriter writer = new HeadWriter(recording, topic)) {
            RecordedHeads.Line head = writer.next();
            while (head != null && !stop.get()) {
                tags.revert(head.reverted().stream().map(Hash::toString).toList());
                writer.write(head);
                int written = heads.incrementAndGet();
                // The first blocks only warm the replicas up.
                long pause = written < 20 ? 20 : headMillis;
                // Now and then while the head is being released.
                long early = random.nextLong(Math.min(pause, 30));
                Thread.sleep(early);
                nameSafe(head, writer);
                RecordedHeads.Line next = writer.next();
                if (next != null) {
                    writer.writeBefore(next);
                }
                Thread.sleep(pause - early);
                head = next;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void nameSafe(RecordedHeads.Line head, HeadWriter writer) {
        head.reverted().forEach(ignored -> branch.pollLast());
        branch.addAll(head.added());
        while (branch.size() > SAFE_BELOW) {
            writer.writeSafe(branch.removeFirst());
        }
    }
}
