package dev.drover.pool.live;

import dev.drover.pool.Moment;

/** The two clocks of this machine by which the protocol measures time. */
final class Clocks {
    private Clocks() {}

    /** Reads both clocks. Any thread. */
    static Moment now() {
        return new Moment(System.nanoTime(), System.currentTimeMillis());
    }
}
