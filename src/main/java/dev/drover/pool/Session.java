package dev.drover.pool;

import org.jspecify.annotations.Nullable;

/** One membership of this replica, from its hello to its end. */
final class Session {
    /** A lease that never began. */
    static final Moment NEVER = new Moment(0, 0);

    private final String id;
    private long serial;
    private @Nullable Moment askedFirst;
    private @Nullable Moment askedLast;
    private boolean listed;
    private @Nullable HeadRef promised;
    private Moment leaseStart = NEVER;
    private Moment leasedSince = NEVER;
    private Moment lastSent = NEVER;

    Session(String id) {
        this.id = id;
    }

    String id() {
        return id;
    }

    /** Whether the own hello was read back and accepted. */
    boolean listed() {
        return listed;
    }

    void list(Moment now) {
        listed = true;
        leasedSince = now;
    }

    /** The furthest head that was promised, null before the first promise. */
    @Nullable HeadRef promised() {
        return promised;
    }

    void promise(HeadRef head) {
        promised = head;
    }

    /** The serial of the hello: the same, however often it is sent. */
    long ask(Moment now) {
        if (askedFirst == null) {
            askedFirst = now;
            leaseStart = now;
            serial = 1;
        }
        askedLast = now;
        lastSent = now;
        return 1;
    }

    @Nullable Moment askedFirst() {
        return askedFirst;
    }

    /** When the hello was sent last; null if it was not, or was read back and refused since. */
    @Nullable Moment askedLast() {
        return askedLast;
    }

    void refused() {
        askedLast = null;
    }

    /** The serial of the next status. */
    long next(Moment now) {
        lastSent = now;
        return ++serial;
    }

    Moment lastSent() {
        return lastSent;
    }

    /** When the record was sent that gave the lease. Says nothing before the session is listed. */
    Moment leaseStart() {
        return leaseStart;
    }

    /** Since when the session has been leased without a gap that was noticed. */
    Moment leasedSince() {
        return leasedSince;
    }

    boolean leased(long leaseNanos, Moment now) {
        return listed && now.longestSince(leaseStart) < leaseNanos;
    }

    /** Begins the lease anew from {@code start}, as a newer serial of this session was read at {@code now}. */
    void renew(Moment start, long leaseNanos, Moment now) {
        if (!leased(leaseNanos, now)) {
            leasedSince = now;
        }
        leaseStart = start;
    }
}
