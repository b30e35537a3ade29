package dev.drover.pool;

import org.jspecify.annotations.Nullable;

/**
 * Decides when a hello or a status of this replica is due and makes it, and tracks which of them are markers for
 * waiting requests.
 */
final class StatusReporter {
    private final ReplicaIdentity self;
    private final PoolTimes times;
    private final ProtocolRules rules;
    private final SentRecords sent = new SentRecords();
    private boolean statusWanted;
    private @Nullable Moment waitingSince;

    StatusReporter(ReplicaIdentity self, PoolTimes times, ProtocolRules rules) {
        this.self = self;
        this.times = times;
        this.rules = rules;
    }

    /** Requests a status as soon as possible. */
    void statusWanted() {
        statusWanted = true;
    }

    /** Cancels the request for a status because its session has ended. */
    void statusUnwanted() {
        statusWanted = false;
    }

    /** Registers a request that waits from {@code now}, and returns its ticket. */
    long requestWaits(Moment now) {
        if (waitingSince == null) {
            waitingSince = now;
        }
        return rules.ticket(sent.count());
    }

    /** Notes that all waiting requests have been answered. */
    void noRequestWaits() {
        waitingSince = null;
    }

    /** Returns the record as this replica sent it; null if another replica sent it, or if it was read back before. */
    SentRecords.@Nullable Sent readBack(PoolRecord record) {
        return switch (record) {
            case PoolRecord.Hello hello -> sent.readBack(hello.session(), hello.serial());
            case PoolRecord.Status status -> sent.readBack(status.session(), status.serial());
            default -> null;
        };
    }

    /** Returns why the pool refuses this replica and what the operator should do; null if their bindings are equal. */
    @Nullable String difference(View view) {
        return view.data() == null ? null : Binding.difference(view.data(), self.data());
    }

    /** Returns whether the hello must be sent, for the first time or again. */
    boolean helloIsDue(Session session, Moment now) {
        Moment last = session.lastHelloSent();
        return !session.accepted() && (last == null || now.nanosSince(last) >= PoolTimes.nanos(times.resendMillis()));
    }

    /**
     * Returns the hello to send at {@code now}. Repeated hellos cannot be told apart, so only the first is a marker.
     */
    PoolRecord hello(Session session, HeadRef applied, long readOffset, Moment now) {
        boolean first = session.firstHelloSent() == null;
        session.helloSent(now);
        if (first) {
            sent.add(session.id(), Session.HELLO_SERIAL, now);
        }
        return new PoolRecord.Hello(
                session.id(),
                Session.HELLO_SERIAL,
                readOffset,
                self.name(),
                self.software(),
                RecordCodec.RULES,
                times.leaseMillis(),
                self.data(),
                applied);
    }

    /**
     * Returns whether a status is due. One that was not read back yet delays the next for a short time, because heads
     * may come in bursts.
     */
    boolean statusIsDue(Session session, Moment now) {
        boolean marker =
                waitingSince != null && now.nanosSince(waitingSince) >= PoolTimes.nanos(times.markerAfterMillis());
        if (!session.accepted()) {
            return marker && session.firstHelloSent() != null;
        }
        boolean onItsWay = sent.hasOf(session.id());
        long silentNanos = now.nanosSince(session.lastSent());
        boolean burst = onItsWay && silentNanos < PoolTimes.nanos(times.burstMillis());
        return marker
                || statusWanted && !burst
                || silentNanos >= times.statusEveryNanos()
                || onItsWay && silentNanos >= PoolTimes.nanos(times.resendMillis());
    }

    /** Returns the status to send at {@code now}. It is a marker for all requests that wait. */
    PoolRecord status(Session session, HeadRef applied, long readOffset, Moment now) {
        long serial = session.nextSerial(now);
        sent.add(session.id(), serial, now);
        statusWanted = false;
        waitingSince = null;
        return new PoolRecord.Status(session.id(), serial, readOffset, applied, session.promised());
    }
}
