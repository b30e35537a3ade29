package dev.drover.pool;

import java.util.Locale;

/** Why a gate is shut. */
public enum Refusal {
    /** No session of this replica was ever accepted: nothing to wait for. */
    NEVER_JOINED(true),
    /** The replica has said bye: nothing to wait for. */
    CLOSED(true),
    /** The replica cannot be in this pool until the operator acts: nothing to wait for. */
    FAILED(true),
    /** The pool has as many members as it can have. */
    FULL(true),
    /** Between two sessions. */
    REJOINING(false),
    /** The pool has not released a head yet. */
    NO_HEAD(false),
    /** The released head is not complete here. */
    NOT_SERVABLE(false),
    /** The lease is over: the others may have gone on. */
    LEASE_OVER(false),
    /** A newer head is promised and not yet released. */
    HOLDING(false);

    private final boolean atOnce;

    Refusal(boolean atOnce) {
        this.atOnce = atOnce;
    }

    /** True if a request should be refused at once, false if it should wait a little. */
    public boolean atOnce() {
        return atOnce;
    }

    /** For metrics and logs: a closed set. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
