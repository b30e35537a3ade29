package dev.drover.pool;

import org.jspecify.annotations.Nullable;

/** A session of this replica, from its hello to its end. */
final class Session {
    /** The start of a lease that has never been given. */
    static final Moment NEVER = new Moment(0, 0);

    /** The serial of every hello. Statuses continue from it. */
    static final long HELLO_SERIAL = 1;

    private final String id;
    private long serial = HELLO_SERIAL;
    private @Nullable Moment firstHelloSent;
    private @Nullable Moment lastHelloSent;
    private boolean accepted;
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

    /** Returns whether the hello has been read back and accepted. */
    boolean accepted() {
        return accepted;
    }

    /** Returns the furthest head that was promised, or null before the first promise. */
    @Nullable HeadRef promised() {
        return promised;
    }

    /**
     * Promises the head to be released next if no older promise is open and this replica can serve the head. Returns
     * whether it did.
     */
    boolean promiseNext(View view, ServableHeads servables) {
        HeadRef next = view.candidate();
        boolean open = promised != null && promised.position() > view.position();
        if (open || next == null || next.position() <= view.position() || !servables.has(next)) {
            return false;
        }
        promised = next;
        return true;
    }

    void helloSent(Moment now) {
        if (firstHelloSent == null) {
            firstHelloSent = now;
            leaseStart = now;
        }
        lastHelloSent = now;
        lastSent = now;
    }

    @Nullable Moment firstHelloSent() {
        return firstHelloSent;
    }

    /** Returns when the hello was last sent; null if it was not sent, or if it has been refused since. */
    @Nullable Moment lastHelloSent() {
        return lastHelloSent;
    }

    void helloRefused() {
        lastHelloSent = null;
    }

    /** Returns the serial of the next status, which is sent at {@code now}. */
    long nextSerial(Moment now) {
        lastSent = now;
        return ++serial;
    }

    Moment lastSent() {
        return lastSent;
    }

    /** Returns when the record was sent that gave the lease. Meaningless before the session is accepted. */
    Moment leaseStart() {
        return leaseStart;
    }

    /** Returns since when the session has had a lease without a known gap. */
    Moment leasedSince() {
        return leasedSince;
    }

    boolean leased(long leaseNanos, Moment now) {
        return accepted && now.longestSince(leaseStart) < leaseNanos;
    }

    /**
     * Handles a record of this session, which is a member in the view.
     *
     * @param sent the record as it was sent; null if that is forgotten, so that it renews nothing
     */
    void ownRecordRead(
            RecordEffect effect, SentRecords.@Nullable Sent sent, ProtocolRules rules, long leaseNanos, Moment now) {
        // Of several equal hellos any may have been accepted, so only the time of the first is safe.
        Moment start = effect == RecordEffect.JOINED ? firstHelloSent : sent == null ? null : sent.at();
        if (start == null || effect != RecordEffect.JOINED && effect != RecordEffect.RENEWED) {
            return;
        }
        if (!leased(leaseNanos, now)) {
            leasedSince = now;
        }
        accepted |= effect == RecordEffect.JOINED;
        leaseStart = rules.leaseStart(start, now);
    }
}
