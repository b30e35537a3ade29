package dev.drover.pool;

import java.util.Locale;

/** The reason for which a gate is shut. */
public enum Refusal {
    /** No session of this replica has been accepted since it started. Waiting is pointless. */
    NEVER_JOINED(true),
    /** The replica has left the pool because it is shutting down. Waiting is pointless. */
    CLOSED(true),
    /** The replica cannot be a member until the operator acts. Waiting is pointless. */
    FAILED(true),
    /** The pool has the maximum number of members. Waiting is pointless. */
    FULL(true),
    /** The session has ended, and the replica joins again. */
    REJOINING(false),
    /** The pool has not released a head yet. */
    NO_HEAD(false),
    /** This replica does not have the released head. */
    NOT_SERVABLE(false),
    /** The lease is over, so the others may have released newer heads. */
    LEASE_OVER(false),
    /** A newer head is promised but not released yet. */
    HOLDING(false);

    private final boolean atOnce;

    Refusal(boolean atOnce) {
        this.atOnce = atOnce;
    }

    /** Returns whether a request should be refused immediately instead of waiting for a short time. */
    public boolean atOnce() {
        return atOnce;
    }

    /** Returns the name for metrics and logs, one of a closed set. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
