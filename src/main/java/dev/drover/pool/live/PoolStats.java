package dev.drover.pool.live;

import dev.drover.pool.Refusal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/** What the pool does, in numbers. Written on the pool's thread, read on any. */
public final class PoolStats {
    /** Requests that wait for a head now. */
    public final AtomicInteger held = new AtomicInteger();
    /** Members that this replica or another removed. */
    public final LongAdder expelled = new LongAdder();
    /** Requests answered though the lease was over, as the operator wants. */
    public final LongAdder unsafe = new LongAdder();
    /** Sends of which Kafka said that they failed. */
    public final LongAdder sendFailures = new LongAdder();

    /** Every reason for which a request is refused. */
    public static final List<String> REFUSALS = Stream.concat(
                    Stream.of("hold_max", "too_many", "error"),
                    Arrays.stream(Refusal.values()).filter(Refusal::atOnce).map(Refusal::label))
            .toList();

    private final ConcurrentMap<String, LongAdder> refused = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, LongAdder> ignored = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, LongAdder> closed = new ConcurrentHashMap<>();
    private volatile LongConsumer holds = nanos -> {};
    private volatile LongConsumer trips = nanos -> {};
    private volatile LongConsumer releases = nanos -> {};

    /**
     * Where the time goes that each request was held, that each own record took through Kafka, and that passed from a head's
     * being applied here to its release; nanoseconds.
     */
    public void record(LongConsumer holdTimes, LongConsumer tripTimes, LongConsumer releaseTimes) {
        holds = holdTimes;
        trips = tripTimes;
        releases = releaseTimes;
    }

    /** Requests refused, by reason. */
    public Map<String, LongAdder> refused() {
        return refused;
    }

    /** Records without effect, by reason. */
    public Map<String, LongAdder> ignored() {
        return ignored;
    }

    /** Own sessions that ended, by reason. */
    public Map<String, LongAdder> closed() {
        return closed;
    }

    /** How often that was the reason. */
    public static long sum(Map<String, LongAdder> counts, String why) {
        LongAdder count = counts.get(why);
        return count == null ? 0 : count.sum();
    }

    void held(long nanos) {
        holds.accept(nanos);
    }

    void trip(long nanos) {
        trips.accept(nanos);
    }

    void released(long nanos) {
        releases.accept(nanos);
    }

    void refused(String why) {
        count(refused, why);
    }

    void ignored(String why) {
        count(ignored, why);
    }

    void closed(String why) {
        count(closed, why);
    }

    private static void count(ConcurrentMap<String, LongAdder> counts, String why) {
        counts.computeIfAbsent(why, ignored -> new LongAdder()).increment();
    }
}
