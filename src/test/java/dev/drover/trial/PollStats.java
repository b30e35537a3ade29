package dev.drover.trial;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/** What became of all polls. Any thread. */
final class PollStats {
    private static final int BUCKETS = 4_000;
    private static final long BUCKET_NANOS = 250_000;

    private final LongAdder answered = new LongAdder();
    private final LongAdder broken = new LongAdder();
    private final ConcurrentMap<String, LongAdder> refused = new ConcurrentHashMap<>();
    private final AtomicLongArray buckets = new AtomicLongArray(BUCKETS + 1);
    private final AtomicLong lastAnswerNanos = new AtomicLong(System.nanoTime());
    private final AtomicLong longestGapNanos = new AtomicLong();
    private volatile Instant longestGapEnd = Instant.now();

    /** The polling begins, or goes on after a pause in which nobody asked. */
    void begin() {
        lastAnswerNanos.set(System.nanoTime());
        longestGapNanos.set(0);
    }

    void answered(long nanos) {
        answered.increment();
        buckets.incrementAndGet((int) Math.min(BUCKETS, nanos / BUCKET_NANOS));
        long now = System.nanoTime();
        long before = lastAnswerNanos.getAndSet(now);
        if (longestGapNanos.getAndAccumulate(now - before, Math::max) < now - before) {
            longestGapEnd = Instant.now();
        }
    }

    void refused(int status, String body) {
        int message = body.indexOf("\"message\":");
        String text = message < 0 ? "" : " " + body.substring(message + 10, Math.min(body.length(), message + 70));
        refused.computeIfAbsent(status + text.replaceAll("[0-9]+", "N"), ignored -> new LongAdder())
                .increment();
    }

    void broken() {
        broken.increment();
    }

    long answered() {
        return answered.sum();
    }

    /** When the gap ended that {@link #takeLongestGapMillis} tells of. */
    Instant longestGapEnd() {
        return longestGapEnd;
    }

    /** Longest time in which no client got an answer, since the last call. */
    long takeLongestGapMillis() {
        long open = System.nanoTime() - lastAnswerNanos.get();
        return Math.max(open, longestGapNanos.getAndSet(0)) / 1_000_000;
    }

    /** Upper end of the time within which this share of the polls was answered. */
    double percentileMillis(double share) {
        long rank = (long) Math.ceil(answered() * share);
        long sum = 0;
        for (int i = 0; i <= BUCKETS; i++) {
            sum += buckets.get(i);
            if (sum >= rank) {
                return (i + 1) * BUCKET_NANOS / 1e6;
            }
        }
        return Double.POSITIVE_INFINITY;
    }

    /** Other answers, by kind. */
    Map<String, Long> others() {
        Map<String, Long> all = new TreeMap<>();
        refused.forEach((kind, count) -> all.put(kind, count.sum()));
        if (broken.sum() > 0) {
            all.put("connection broken", broken.sum());
        }
        return all;
    }
}
