package dev.drover.pool;

import java.util.Locale;

/** What a record did to the view, or why it did nothing. */
public enum RecordEffect {
    /** A hello was accepted. */
    JOINED,
    /** A status raised its sender's serial, and with it renewed the lease. */
    RENEWED,
    /** A status raised heads, but not the serial. */
    UPDATED,
    /** A member was removed by another. */
    EXPELLED,
    /** A member said bye. */
    LEFT,
    /** A state record: says what was true, changes nothing. */
    STATE,

    /** A hello of a member. */
    REPEATED,
    /** A hello of a replica that reads other data. */
    OTHER_DATA,
    /** A hello with a lease outside the bounds. */
    BAD_LEASE,
    /** A hello with a head that is older than what the pool has promised. */
    BEHIND,
    /** A status, expel or bye of no member: late, early or removed. */
    NO_MEMBER,
    /** A status that says nothing new. */
    NOTHING_NEW,
    /** An expel of a member that has renewed its lease meanwhile. */
    RENEWED_SINCE,

    /** A record of another version of the protocol. */
    OTHER_VERSION,
    /** A kind that this version does not know. */
    UNKNOWN_KIND,
    /** A record that is no JSON, or lacks a field, or has one of the wrong type. */
    MALFORMED,
    /** A record longer than its kind may be. */
    TOO_LONG;

    /** True if the record had no effect and should be counted under {@link #label}. A state record is meant to have none. */
    public boolean ignored() {
        return compareTo(REPEATED) >= 0;
    }

    /** For metrics and logs: a closed set. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
