package dev.drover.pool;

import java.util.Locale;

/** The effect of a record on the view, or the reason for which it had none. */
public enum RecordEffect {
    /** A hello was accepted. */
    JOINED,
    /** A status raised its sender's serial and so renewed the lease. */
    RENEWED,
    /** A status raised its sender's heads, but not the serial. */
    UPDATED,
    /** A member was removed by another member. */
    EXPELLED,
    /** A member left. */
    LEFT,
    /** A state record, which states an earlier view and changes nothing. */
    STATE,

    /** A hello of a session that is a member already. */
    REPEATED,
    /** A hello with another {@link Binding}. */
    OTHER_DATA,
    /** A hello with a lease outside the bounds. */
    BAD_LEASE,
    /** A hello with a head that is older than the newest promised head. */
    BEHIND,
    /** A status, expel or bye for a session that is not a member: late, early or removed. */
    NO_MEMBER,
    /** A status that changes nothing. */
    NOTHING_NEW,
    /** An expel of a member that has renewed its lease since. */
    RENEWED_SINCE,

    /** A record of another version of the protocol. */
    OTHER_VERSION,
    /** A record of a kind that this version does not know. */
    UNKNOWN_KIND,
    /** A record that is not JSON, lacks a field, or has a field of the wrong type. */
    MALFORMED,
    /** A record longer than its kind may be. */
    TOO_LONG;

    /**
     * Returns whether the record was ignored and should be counted under {@link #label}. False for a state record,
     * which is meant to have no effect.
     */
    public boolean ignored() {
        return compareTo(REPEATED) >= 0;
    }

    /** Returns the name for metrics and logs, one of a closed set. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
