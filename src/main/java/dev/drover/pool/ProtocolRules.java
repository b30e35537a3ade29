package dev.drover.pool;

import org.jspecify.annotations.Nullable;

/**
 * The decisions on which the safety and progress of the protocol depend, one method each. Production code uses
 * {@link #STANDARD} only. Tests override one rule at a time to verify that the simulation detects it.
 */
class ProtocolRules {
    /** The rules of the protocol. */
    static final ProtocolRules STANDARD = new ProtocolRules();

    ProtocolRules() {}

    // The log.

    /** Returns whether a record at this offset may be the next one. Offsets increase, but transactions leave gaps. */
    boolean follows(long offset, long next) {
        return offset >= next;
    }

    // The view: effects of records.

    /**
     * Returns whether a hello with this head must be ignored because a member has promised not to answer below a newer
     * head. The same block at an older position is too old as well, because its tags may differ.
     */
    boolean behind(View view, HeadRef applied) {
        return applied.position() < view.top();
    }

    /** Returns the promise of a new member: null, that is the released position. */
    @Nullable HeadRef readyOfJoiner(HeadRef applied) {
        return null;
    }

    /** Returns whether a member has renewed its lease since the sender of an expel saw {@code expelledSerial}. */
    boolean renewed(Member member, long expelledSerial) {
        return member.serial() > expelledSerial;
    }

    /**
     * Returns whether a record with this effect may release a head. Removals may, since nothing waits for a removed
     * member.
     */
    boolean mayMove(RecordEffect effect) {
        return !effect.ignored() && effect != RecordEffect.STATE;
    }

    /** Returns the head that a member allows to be released, or null if none above the released one. */
    @Nullable HeadRef consent(Member member) {
        return member.ready();
    }

    /** Returns whether the lowest promise moves the released position, which never decreases. */
    boolean moves(long lowest, long released) {
        return lowest > released;
    }

    /**
     * Returns how the head at the lowest promise is released. A rewind since the last release starts a new epoch,
     * because the number or the finalized block may have decreased. A lower number without a rewind is not released:
     * only the position moves, so that no gate stays shut.
     */
    ReleaseKind move(@Nullable HeadRef head, HeadRef next, long released) {
        if (head == null) {
            return ReleaseKind.HEAD;
        }
        if (next.rewindPosition() > released) {
            return ReleaseKind.REWIND;
        }
        return next.number() >= head.number() ? ReleaseKind.HEAD : ReleaseKind.PASS;
    }

    // The gate: when to answer, and from which head.

    /** Returns the head to answer from: the released one, never the newest of this replica's tracker. */
    @Nullable Released answered(@Nullable Released released, @Nullable HeadRef own) {
        return released;
    }

    /** Returns whether a session may answer: after its hello has been read back and accepted. */
    boolean mayAnswer(boolean accepted) {
        return accepted;
    }

    /** Returns the head below which no request may be answered: the promised one, from before the promise is sent. */
    @Nullable HeadRef hold(@Nullable HeadRef promised, Member inOwnView) {
        return promised;
    }

    /** Returns whether a promise keeps the gate shut: until the promised position is released. */
    boolean holds(@Nullable HeadRef hold, View view) {
        return hold != null && hold.position() > view.position();
    }

    /** Returns the duration of a lease for its owner. */
    long leaseNanos(PoolTimes times) {
        return times.leaseNanos();
    }

    /** Returns the start of a lease: the moment at which its owner sent the status. */
    Moment leaseStart(Moment sent, Moment read) {
        return sent;
    }

    /**
     * Returns the number of this replica's records that are no marker for a request that arrives now: all that were
     * sent before it.
     */
    long ticket(long sent) {
        return sent;
    }

    // The actions of a replica.

    /** Returns the name of a new session, never one that was used before. */
    String session(String fresh, @Nullable String last) {
        return fresh;
    }

    /**
     * Returns whether a status is due immediately after this replica has read back its record: the hello does not state
     * the heads applied since it was sent.
     */
    boolean statusAfter(RecordEffect own) {
        return own == RecordEffect.JOINED;
    }

    /**
     * Returns how long a member must be silent before it is expelled: a quarter longer than its lease, because clock
     * rates differ.
     */
    long silenceNanos(long leaseMillis) {
        return PoolTimes.nanos(leaseMillis + leaseMillis / 4);
    }

    /** Returns how much of a short interval counts as silence, given its length on each of the two clocks. */
    long counted(long nanos, long wallNanos) {
        return Math.max(0, Math.min(nanos, wallNanos));
    }

    /** Returns whether a session is closed before its bye is sent, rather than when the bye is read back. */
    boolean closesBeforeBye() {
        return true;
    }

    /** Returns whether a member that delays the others leaves. */
    boolean leavesWhenStuck() {
        return true;
    }
}
