package dev.drover.pool;

import org.jspecify.annotations.Nullable;

/** What this replica says of itself: when a hello or a status is due, and which of them answers which waiting request. */
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

    /** There is something that the others should know at once. */
    void statusWanted() {
        statusWanted = true;
    }

    /** What there was to say was about a session that is over. */
    void statusUnwanted() {
        statusWanted = false;
    }

    /** A request waits from now on; gives its ticket. */
    long requestWaits(Moment now) {
        if (waitingSince == null) {
            waitingSince = now;
        }
        return rules.ticket(sent.count());
    }

    /** All requests that waited were answered. */
    void noRequestWaits() {
        waitingSince = null;
    }

    /** When and as which a record was sent from here that was just read; null if it is not from here, or was read before. */
    SentRecords.@Nullable Sent readBack(PoolRecord record) {
        return switch (record) {
            case PoolRecord.Hello hello -> sent.readBack(hello.session(), hello.serial());
            case PoolRecord.Status status -> sent.readBack(status.session(), status.serial());
            default -> null;
        };
    }

    /** Returns why the pool refuses this replica, and what to do; null if both read the same data by the same rules. */
    @Nullable String difference(View view) {
        return view.data() == null ? null : Binding.difference(view.data(), self.data());
    }

    /** Whether the hello is neither on its way nor accepted. */
    boolean helloIsDue(Session session, Moment now) {
        Moment last = session.lastHelloSent();
        return !session.accepted() && (last == null || now.nanosSince(last) >= PoolTimes.nanos(times.resendMillis()));
    }

    /** The hello, to be sent now. However often it is sent, it is the same: only its first sending is a marker. */
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

    /** Whether a status is due. One that is on its way holds back the next a little: heads may come in bursts. */
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

    /** A status with everything as it is, to be sent now. It serves all requests that wait. */
    PoolRecord status(Session session, HeadRef applied, long readOffset, Moment now) {
        long serial = session.nextSerial(now);
        sent.add(session.id(), serial, now);
        statusWanted = false;
        waitingSince = null;
        return new PoolRecord.Status(session.id(), serial, readOffset, applied, session.promised());
    }
}
