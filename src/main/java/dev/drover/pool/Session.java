package dev.drover.pool;

import org.jspecify.annotations.Nullable;

/** One membership of this replica, from its hello to its end. */
final class Session {
    /** A lease that never began. */
    static final Moment NEVER = new Moment(0, 0);

    /** The number of every hello. Statuses go on from it. */
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

    /** Whether the own hello was read back and accepted. */
    boolean accepted() {
        return accepted;
    }

    /** The furthest head that was promised, null before the first promise. */
    @Nullable HeadRef promised() {
        return promised;
    }

    /** Promises the pool's next head, if no older promise is open and it can be served here; true if it did. */
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

    /** When the hello was sent last; null if it was not, or was read back and refused since. */
    @Nullable Moment lastHelloSent() {
        return lastHelloSent;
    }

    void helloRefused() {
        lastHelloSent = null;
    }

    /** The serial of the next status. */
    long nextSerial(Moment now) {
        lastSent = now;
        return ++serial;
    }

    Moment lastSent() {
        return lastSent;
    }

    /** When the record was sent that gave the lease. Says nothing before the session is accepted. */
    Moment leaseStart() {
        return leaseStart;
    }

    /** Since when the session has been leased without a gap that was noticed. */
    Moment leasedSince() {
        return leasedSince;
    }

    boolean leased(long leaseNanos, Moment now) {
        return accepted && now.longestSince(leaseStart) < leaseNanos;
    }

    /**
     * A record of this session was read, and the view shows the session.
     *
     * @param sent when the record was sent; null if that is forgotten: then it renews nothing
     */
    void ownRecordRead(
            RecordEffect effect, SentRecords.@Nullable Sent sent, ProtocolRules rules, long leaseNanos, Moment now) {
        // Whichever of several equal hellos this is: the first sending is the safe one.
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
