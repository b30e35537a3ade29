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

/** The metrics of this replica in its pool. Written on the pool's thread, read on any. */
public final class PoolStats {
    /** The number of requests that currently wait for a head. */
    public final AtomicInteger held = new AtomicInteger();
    /** The number of members that were expelled, by any replica. */
    public final LongAdder expelled = new LongAdder();
    /** The number of requests answered without a lease, as {@code --pool.on-kafka-loss=serve} allows. */
    public final LongAdder unsafe = new LongAdder();
    /** The number of records that could not be sent. */
    public final LongAdder sendFailures = new LongAdder();

    /** The names of all reasons for which a request is refused. */
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
     * Sets the recorders of durations, in nanoseconds: how long each waiting request was held, how long each of this
     * replica's records took to be read back, and how long each head took from being applied here to its release.
     */
    public void record(LongConsumer holdTimes, LongConsumer tripTimes, LongConsumer releaseTimes) {
        holds = holdTimes;
        trips = tripTimes;
        releases = releaseTimes;
    }

    /** Returns the numbers of refused requests, by reason. */
    public Map<String, LongAdder> refused() {
        return refused;
    }

    /** Returns the numbers of records without effect, by reason. */
    public Map<String, LongAdder> ignored() {
        return ignored;
    }

    /** Returns the numbers of this replica's sessions that have ended, by reason. */
    public Map<String, LongAdder> closed() {
        return closed;
    }

    /** Returns the count of one reason. */
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
