package dev.drover.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that moves when it is told to. */
public final class ManualClock implements InstantSource {
    private volatile Instant now;

    /** A clock that stands at that second since 1970. */
    public ManualClock(long epochSeconds) {
        now = Instant.ofEpochSecond(epochSeconds);
    }

    /** Moves on. */
    public void advance(Duration time) {
        now = now.plus(time);
    }

    @Override
    public Instant instant() {
        return now;
    }
}
