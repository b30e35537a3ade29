package dev.drover.pool;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a replica begins to read the pool topic. Nothing of the pool is stored locally: a restart is a join. */
public sealed interface PoolStart {
    /** Read on from {@code nextOffset}; what stands before it made {@code view}. */
    record ReadFrom(View view, long nextOffset) implements PoolStart {}

    /** The log is empty, but was not always: write this record, and decide again. */
    record WriteState(PoolRecord.State state) implements PoolStart {}

    /** The topic no longer has what made the view: refuse to start, or read further back if not all was scanned. */
    record Unknown(String why) implements PoolStart {}

    /** How many of the last records to scan for a state record: first so many, then so many, then all. */
    List<Long> SCANS = List.of(2_000L, 20_000L, Long.MAX_VALUE);

    /**
     * Decides.
     *
     * @param newest the newest state that the scan found; null if it found none
     * @param nothing whether all of the topic was scanned and has no record: the markers of transactions are none
     * @param logStart offset of the oldest record that the topic still has
     * @param logEnd offset that the next record will get
     * @param by who would write a state record
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
                + " tells what came before");
    }
}
