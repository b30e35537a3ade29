package dev.drover.pool;

import java.util.concurrent.TimeUnit;

/**
 * The durations of the protocol, in milliseconds.
 *
 * @param leaseMillis how long a member answers after its last accepted status was sent, 500 to 10,000
 * @param maxLagMillis how long a member may delay others that have newer heads before it leaves
 * @param markerAfterMillis how long a request waits for the gate before a marker is sent
 * @param resendMillis after how long a record that was not read back is sent again
 * @param burstMillis how long a status that was not read back yet delays the next, unless that carries a promise
 * @param unservableMillis how long a member may be unable to serve the head to be released next before it leaves
 * @param staggerMillis the additional delay with which each further member expels
 * @param freshMillis how long before joining a topic may have been read to its end
 * @param backoffMinMillis the back-off after the first time it had to leave; doubles each time
 * @param backoffMaxMillis the longest back-off; a membership of that duration resets the back-off
 * @param stateEveryMillis the longest time between two state records
 * @param stateEveryRecords the most records between two state records
 */
public record PoolTimes(
        long leaseMillis,
        long maxLagMillis,
        long markerAfterMillis,
        long resendMillis,
        long burstMillis,
        long unservableMillis,
        long staggerMillis,
        long freshMillis,
        long backoffMinMillis,
        long backoffMaxMillis,
        long stateEveryMillis,
        long stateEveryRecords) {
    /** The shortest lease that a pool accepts. */
    public static final long LEASE_MILLIS_MIN = 500;

    /** The longest lease that a pool accepts. */
    public static final long LEASE_MILLIS_MAX = 10_000;

    /** Checks the lease. */
    public PoolTimes {
        if (leaseMillis < LEASE_MILLIS_MIN || leaseMillis > LEASE_MILLIS_MAX) {
            throw new IllegalArgumentException("a lease lasts from 500ms to 10s, not " + leaseMillis + " ms");
        }
    }

    /** Returns the times with the given values for those that the operator may set, and defaults for the others. */
    public static PoolTimes of(long leaseMillis, long maxLagMillis, long markerAfterMillis) {
        return new PoolTimes(
                leaseMillis, maxLagMillis, markerAfterMillis, 200, 20, 250, 50, 2_000, 1_000, 60_000, 30_000, 1_000);
    }

    long leaseNanos() {
        return nanos(leaseMillis);
    }

    /** Returns the longest time between two statuses of a member. */
    long statusEveryNanos() {
        return nanos(leaseMillis) / 4;
    }

    static long nanos(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
