package dev.drover.head;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clock of the head rule. It is driven by the timestamps of records only, so all replicas have the same time at the
 * same record.
 *
 * <p>With {@code CreateTime} the timestamps come from several producers whose clocks differ, and any of them may be
 * wrong. Therefore the clock never moves back, and no record advances it by more than {@link #STEP_MAX_MILLIS}. A
 * timestamp that differs by more than {@link #SAME_SOURCE_MILLIS} is assumed to come from another source: its lead is
 * remembered, and from then on each timestamp is interpreted relative to the source that fits best. So a producer whose
 * clock is an hour ahead advances this clock only once, by one step, however many records it writes. Neither such a
 * producer nor an hour without records stops the clock, because all sources advance at the rate of real time. The clock
 * measures durations, not the time of day.
 *
 * <p>Not thread-safe.
 */
final class RecordClock {
    /** The maximum by which a record advances the clock: the heartbeat interval of a master. */
    static final long STEP_MAX_MILLIS = 30_000;
    /**
     * The maximum distance of a timestamp from a known source: more than the heartbeat interval, so that a late
     * heartbeat is not a jump.
     */
    static final long SAME_SOURCE_MILLIS = 35_000;

    private static final Logger log = LoggerFactory.getLogger(RecordClock.class);
    private static final int SOURCES_MAX = 8;
    private static final long LOG_INTERVAL_NANOS = TimeUnit.MINUTES.toNanos(1);

    private long millis;
    // The lead of each source over this clock, the most recently used first. Empty before the first record.
    private final List<Long> leads;
    private long jumps;
    private long lastLogNanos = System.nanoTime() - LOG_INTERVAL_NANOS;

    /**
     * Continues a clock.
     *
     * @param millis the time; ignored if there are no leads
     * @param leadsMillis the leads that {@link #leadsMillis} returned; empty for a clock that starts with the next
     *     record
     */
    RecordClock(long millis, List<Long> leadsMillis) {
        this.millis = millis;
        this.leads = new ArrayList<>(leadsMillis);
    }

    /** Advances the clock according to the timestamp of the next record. */
    void advance(long offset, long timestampMillis) {
        if (leads.isEmpty()) {
            millis = timestampMillis;
            leads.add(0L);
            return;
        }
        int source = nearest(timestampMillis);
        long step = timestampMillis - leads.get(source) - millis;
        boolean known = Math.abs(step) <= SAME_SOURCE_MILLIS;
        if (step > 0 && !known) {
            noteJump(offset, step);
        }
        millis += Math.clamp(step, 0, STEP_MAX_MILLIS);
        // A step that was limited shifts its source as well, so that the rest is not made up for later.
        long lead = known && step <= STEP_MAX_MILLIS ? leads.get(source) : timestampMillis - millis;
        if (known) {
            leads.remove(source);
        }
        leads.addFirst(lead);
        if (leads.size() > SOURCES_MAX) {
            leads.removeLast();
        }
    }

    /** Returns the time in milliseconds. Only differences between times of the same clock are meaningful. */
    long millis() {
        return millis;
    }

    /** Returns the lead of each source over this clock in milliseconds, to be stored with the time. */
    List<Long> leadsMillis() {
        return List.copyOf(leads);
    }

    /**
     * Returns the number of timestamps that were too far ahead of all known sources and were limited to the maximum
     * step.
     */
    long jumps() {
        return jumps;
    }

    private int nearest(long timestampMillis) {
        int nearest = 0;
        long least = Long.MAX_VALUE;
        for (int i = 0; i < leads.size(); i++) {
            long distance = Math.abs(timestampMillis - leads.get(i) - millis);
            if (distance < least) {
                least = distance;
                nearest = i;
            }
        }
        return nearest;
    }

    private void noteJump(long offset, long step) {
        jumps++;
        long now = System.nanoTime();
        if (now - lastLogNanos >= LOG_INTERVAL_NANOS) {
            lastLogNanos = now;
            log.warn(
                    "The timestamp of the record at offset {} is {} s ahead of those before it (jump {} since the start)."
                            + " Either no master wrote for that long, or the clock of one is ahead: keep the masters' clocks"
                            + " within 5 s of each other. The clock that decides rewinds advances by only {} s",
                    offset,
                    step / 1000,
                    jumps,
                    STEP_MAX_MILLIS / 1000);
        }
    }
}
