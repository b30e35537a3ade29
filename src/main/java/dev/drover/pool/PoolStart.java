package dev.drover.pool;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The place from which a replica reads the pool topic. Nothing about the pool is stored locally: a restart is a join.
 */
public sealed interface PoolStart {
    /** Read from {@code nextOffset}; the view after the records before it is {@code view}. */
    record ReadFrom(View view, long nextOffset) implements PoolStart {}

    /** The log is empty because its records have expired: write this record, and decide again. */
    record WriteState(PoolRecord.State state) implements PoolStart {}

    /**
     * The view cannot be derived from the scanned records: scan more of them, or refuse to start if all were scanned.
     */
    record Unknown(String why) implements PoolStart {}

    /** The numbers of latest records to scan for a state record, one after the other; the last means all. */
    List<Long> SCANS = List.of(2_000L, 20_000L, Long.MAX_VALUE);

    /**
     * Decides where to start.
     *
     * @param newest the newest state record that the scan found, or null
     * @param nothing whether the whole topic was scanned and has no records; transaction markers do not count
     * @param logStart offset of the oldest record that the topic still has
     * @param logEnd offset that the next record will get
     * @param by the session that would write a state record
     */
    static PoolStart decide(PoolRecord.@Nullable State newest, boolean nothing, long logStart, long logEnd, String by) {
        if (newest != null && newest.upto() + 1 >= logStart && newest.upto() < logEnd) {
            return new ReadFrom(newest.view(), newest.upto() + 1);
        }
        if (logStart == 0) {
            return new ReadFrom(View.EMPTY, 0);
        }
        if (nothing || logStart == logEnd) {
            return new WriteState(new PoolRecord.State(by, logEnd - 1, View.EMPTY));
        }
        return new Unknown("pool topic retention too short: nothing from offset " + logStart + " to " + logEnd
                + " states the view before it");
    }
}
