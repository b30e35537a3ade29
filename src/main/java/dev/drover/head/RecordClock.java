package dev.drover.head;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clock of the head rule. Only the timestamps of records drive it, so all replicas read the same time at the same record.
 *
 * <p>With {@code CreateTime} the timestamps come from several producers, whose clocks differ, and a single one may be wrong.
 * So the clock never moves back, and no record moves it by more than {@link #STEP_MAX_MILLIS}. A timestamp that is farther
 * away than {@link #SAME_SOURCE_MILLIS} is taken to come from another source: its distance is remembered, and from then on
 * each timestamp is read relative to the source that fits best. Therefore a producer whose clock is an hour ahead moves this
 * clock once, by one step, however many records it writes; and neither that producer nor an hour without records stops the
 * clock, since all sources advance at the pace of time. It measures how long something lasts; it does not tell the date.
 *
 * <p>For one thread.
 */
final class RecordClock {
    /** The most that one record moves the clock: a master's heartbeat interval. */
    static final long STEP_MAX_MILLIS = 30_000;
    /** A timestamp within this distance belongs to a known source: a late heartbeat is no jump. */
    static final long SAME_SOURCE_MILLIS = 35_000;

    private static final Logger log = LoggerFactory.getLogger(RecordClock.class);
    private static final int SOURCES_MAX = 8;
    private static final long LOG_INTERVAL_NANOS = TimeUnit.MINUTES.toNanos(1);

    private long millis;
    // How far each source is ahead of this clock, the most recently used first. Empty before the first record.
    private final List<Long> leads;
    private long jumps;
    private long lastLogNanos = System.nanoTime() - LOG_INTERVAL_NANOS;

    /**
     * Continues a clock.
     *
     * @param millis its time; ignored if there are no leads
     * @param leadsMillis what {@link #leadsMillis} returned; empty for a clock that starts with the next record
     */
    RecordClock(long millis, List<Long> leadsMillis) {
        this.millis = millis;
        this.leads = new ArrayList<>(leadsMillis);
    }

    /** Moves the clock by what the timestamp of the next record is worth. */
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
        // A step that was cut shifts its source, too: what was cut off is not made up for later.
        long lead = known && step <= STEP_MAX_MILLIS ? leads.get(source) : timestampMillis - millis;
        if (known) {
            leads.remove(source);
        }
        leads.addFirst(lead);
        if (leads.size() > SOURCES_MAX) {
            leads.removeLast();
        }
    }

    /** The time in milliseconds; only differences between two times of one clock mean anything. */
    long millis() {
        return millis;
    }

    /** The lead of each source over this clock in milliseconds, to be stored with the time. */
    List<Long> leadsMillis() {
        return List.copyOf(leads);
    }

    /** How many timestamps were too far ahead of all known sources and were cut to the maximum step. */
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
                            + " within 5 s. The clock that decides rewinds moves by {} s only",
                    offset,
                    step / 1000,
                    jumps,
                    STEP_MAX_MILLIS / 1000);
        }
    }
}
